/** What was measured, as numbers and as a table. */
@NullMarked
package org.synchrotron.bench.run.report;

import org.jspecify.annotations.NullMarked;
