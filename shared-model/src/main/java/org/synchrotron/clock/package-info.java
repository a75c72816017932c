/**
 * The hybrid logical clock: when something happened, as a value that every device can order.
 *
 * <p>Wall time enters through {@link org.synchrotron.clock.WallClock} only; nothing here asks the system.
 */
@NullMarked
package org.synchrotron.clock;

import org.jspecify.annotations.NullMarked;
