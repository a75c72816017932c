/** Reads the history: a file of commits, checked line by line, and the expected line counts at its end. */
@NullMarked
package org.synchrotron.demo.run.input;

import org.jspecify.annotations.NullMarked;
