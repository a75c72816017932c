/**
 * The application of the simulation: items and accounts that overlapping audiences share, and actions that behave well and
 * badly. The tag of an action is its name with {@code _v1}.
 */
@NullMarked
package org.synchrotron.simulation.actions;

import org.jspecify.annotations.NullMarked;
