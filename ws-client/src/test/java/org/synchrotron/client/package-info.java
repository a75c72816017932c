@NullMarked
package org.synchrotron.client;

import org.jspecify.annotations.NullMarked;
