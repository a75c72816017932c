/** The figures of the benchmark, one class each or for several that differ in numbers only. */
@NullMarked
package org.synchrotron.bench.run.figures;

import org.jspecify.annotations.NullMarked;
