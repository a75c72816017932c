/** Time and randomness of a run. Only this package of the demo reads the machine's clocks and random numbers. */
@NullMarked
package org.synchrotron.demo.run.machine;

import org.jspecify.annotations.NullMarked;
