/** The history comes in: a file of commits, checked line by line, and the line counts that it should end with. */
@NullMarked
package org.synchrotron.demo.run.input;

import org.jspecify.annotations.NullMarked;
