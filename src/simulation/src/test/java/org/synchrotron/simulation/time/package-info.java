/** Virtual time: everything that happens in a run is an event of one {@link org.synchrotron.simulation.time.Timeline}. */
@NullMarked
package org.synchrotron.simulation.time;

import org.jspecify.annotations.NullMarked;
