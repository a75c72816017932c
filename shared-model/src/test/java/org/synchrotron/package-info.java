/** Tests of rules that hold for every package of the shared model. */
@NullMarked
package org.synchrotron;

import org.jspecify.annotations.NullMarked;
