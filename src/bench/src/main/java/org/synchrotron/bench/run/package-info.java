/** The benchmark: measures the figures that are asked for, and prints a table for each. Asserts nothing. */
@NullMarked
package org.synchrotron.bench.run;

import org.jspecify.annotations.NullMarked;
