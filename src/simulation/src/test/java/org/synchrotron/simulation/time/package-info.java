/** Virtual time: all that happens in a run are steps, and events of one {@link org.synchrotron.simulation.time.Timeline}. */
@NullMarked
package org.synchrotron.simulation.time;

import org.jspecify.annotations.NullMarked;
