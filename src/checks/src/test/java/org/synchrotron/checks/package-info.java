/**
 * Rules that hold in every module, checked on what the modules compiled to. Rules about the packages of one module are in its own
 * {@code LayoutTest}.
 */
@NullMarked
package org.synchrotron.checks;

import org.jspecify.annotations.NullMarked;
