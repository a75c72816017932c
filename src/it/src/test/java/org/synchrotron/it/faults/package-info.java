/** Faults that strike real processes, one by one and in random sequences under load: after each, nothing is lost, and all comes to rest. */
@NullMarked
package org.synchrotron.it.faults;

import org.jspecify.annotations.NullMarked;
