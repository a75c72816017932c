/**
 * One run: {@link org.synchrotron.simulation.world.ScheduleRunner} runs a schedule in a
 * {@link org.synchrotron.simulation.world.World}, which consists of server, network and devices and performs the steps.
 * {@link org.synchrotron.simulation.world.Inspector} calls the rules' checks, {@link org.synchrotron.simulation.world.DrainCheck}
 * checks liveness at the end.
 */
@NullMarked
package org.synchrotron.simulation.world;

import org.jspecify.annotations.NullMarked;
