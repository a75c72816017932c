/** The schedule of the run: when each author is offline, and the order of the uploads. Values only. */
@NullMarked
package org.synchrotron.demo.run.schedule;

import org.jspecify.annotations.NullMarked;
