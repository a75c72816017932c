/**
 * The code of the demo's application: one action and its two tables. The migrations in {@code db/history} define the tables.
 *
 * <p>The application has the files of a project after its commits. A commit is an action of its author. All authors who work in a
 * folder see the files of that folder, and each author has totals that nobody else sees.
 */
@NullMarked
package org.synchrotron.demo.history;

import org.jspecify.annotations.NullMarked;
