/** What the person at the terminal sees: progress while it runs, and a table in the end. */
@NullMarked
package org.synchrotron.demo.run.report;

import org.jspecify.annotations.NullMarked;
