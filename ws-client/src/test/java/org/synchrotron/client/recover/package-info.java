@NullMarked
package org.synchrotron.client.recover;

import org.jspecify.annotations.NullMarked;
