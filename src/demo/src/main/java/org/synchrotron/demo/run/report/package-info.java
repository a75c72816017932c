/** The output on the terminal: progress during the run, and a table at the end. */
@NullMarked
package org.synchrotron.demo.run.report;

import org.jspecify.annotations.NullMarked;
