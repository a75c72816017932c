@NullMarked
package org.synchrotron.client.runtime;

import org.jspecify.annotations.NullMarked;
