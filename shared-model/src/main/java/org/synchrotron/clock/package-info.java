/**
 * The hybrid logical clock: the time of an event as a value that all devices order alike.
 *
 * <p>Wall time enters through {@link org.synchrotron.clock.WallClock} only; nothing here asks the system.
 */
@NullMarked
package org.synchrotron.clock;

import org.jspecify.annotations.NullMarked;
