/** The contract of capture, undo and apply: one body, run against SQLite and PostgreSQL. */
@NullMarked
package org.synchrotron.db;

import org.jspecify.annotations.NullMarked;
