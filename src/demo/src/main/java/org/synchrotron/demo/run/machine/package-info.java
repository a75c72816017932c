/** Time and chance of a run: the one place of the demo that asks the machine for them. Everything else gets them from here. */
@NullMarked
package org.synchrotron.demo.run.machine;

import org.jspecify.annotations.NullMarked;
