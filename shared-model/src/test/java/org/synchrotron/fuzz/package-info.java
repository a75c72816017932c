/**
 * Fuzz tests: texts of any kind for what reads texts of others. {@code mvn verify} runs the inputs of the repository, {@code mvn
 * -Pfuzz test} looks for new ones.
 */
@NullMarked
package org.synchrotron.fuzz;

import org.jspecify.annotations.NullMarked;
