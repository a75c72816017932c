/**
 * A run as a value. A seed gives a {@link org.synchrotron.simulation.schedule.Schedule} ({@link
 * org.synchrotron.simulation.schedule.Composer}): one line of explicit steps, which can be printed, shortened ({@link
 * org.synchrotron.simulation.schedule.Shrinker}) and run again.
 */
@NullMarked
package org.synchrotron.simulation.schedule;

import org.jspecify.annotations.NullMarked;
