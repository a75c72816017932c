/**
 * Runs as values. {@link org.synchrotron.simulation.schedule.ScheduleGenerator} generates a
 * {@link org.synchrotron.simulation.schedule.Schedule} from a seed. It is one line of explicit steps, which can be printed,
 * shrunk ({@link org.synchrotron.simulation.schedule.Shrinker}), read and run again. Recorded schedules depend on the words of
 * this language.
 */
@NullMarked
package org.synchrotron.simulation.schedule;

import org.jspecify.annotations.NullMarked;
