/** Checks that rules which exist in Java and in SQL agree, and have one place in each. */
@NullMarked
package org.synchrotron.simulation.agreement;

import org.jspecify.annotations.NullMarked;
