/** What is decided in Java and in SQL must be decided alike, and in one place in each. */
@NullMarked
package org.synchrotron.simulation.agreement;

import org.jspecify.annotations.NullMarked;
