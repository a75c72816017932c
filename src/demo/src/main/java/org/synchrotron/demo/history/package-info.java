/**
 * What the application's team writes: one action, its two tables (as migrations beside the code), and nothing else.
 *
 * <p>The application keeps the files of a project as its commits leave them. A commit enters as an action of its author;
 * everybody who works in a folder sees that folder's files, and every author has a tally that nobody else sees.
 */
@NullMarked
package org.synchrotron.demo.history;

import org.jspecify.annotations.NullMarked;
