@NullMarked
package org.synchrotron.client.perform;

import org.jspecify.annotations.NullMarked;
