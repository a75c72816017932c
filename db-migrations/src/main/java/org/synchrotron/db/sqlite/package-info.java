/**
 * The SQLite half of capture: the {@code synchrotron_} tables, the triggers that capture changes of tracked tables, and the exact
 * way back. A client opens its file, installs the schema, tracks its tables; from then on every write inside an action
 * ends up in {@code synchrotron_applied_changes}, every write outside is refused, and what was applied can be undone
 * byte for byte. Everything works on the caller's connection, inside the caller's transaction, and belongs to one
 * thread at a time, as the connection does. Plain {@code java.sql}: the driver is the application's.
 */
@NullMarked
package org.synchrotron.db.sqlite;

import org.jspecify.annotations.NullMarked;
