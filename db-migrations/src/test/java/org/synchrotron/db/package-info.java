/** The contract tests of capture, undo and apply, which run on SQLite and PostgreSQL. */
@NullMarked
package org.synchrotron.db;

import org.jspecify.annotations.NullMarked;
