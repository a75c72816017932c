/**
 * The sync schema in SQLite: the {@code synchrotron_} tables, the triggers that capture writes to tracked tables, and exact undo.
 * A client opens its file, installs the schema and tracks its tables. From then on, each write inside an action is captured in
 * {@code synchrotron_applied_changes}, each write outside an action is refused, and applied changes can be undone byte for byte.
 * All classes work on the caller's connection, inside the caller's transaction, and on one thread at a time, like the
 * connection. They use only {@code java.sql}: the application brings the driver.
 */
@NullMarked
package org.synchrotron.db.sqlite;

import org.jspecify.annotations.NullMarked;
