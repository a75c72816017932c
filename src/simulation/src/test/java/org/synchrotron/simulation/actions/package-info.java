/**
 * The simulated application: items and accounts of overlapping audiences, and actions, some of them faulty on purpose. Each
 * action class is named like its word in the schedule language; its tag is this word with {@code _v1}.
 */
@NullMarked
package org.synchrotron.simulation.actions;

import org.jspecify.annotations.NullMarked;
