@NullMarked
package org.synchrotron.client.base;

import org.jspecify.annotations.NullMarked;
