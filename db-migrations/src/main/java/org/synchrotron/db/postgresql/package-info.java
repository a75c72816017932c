/**
 * The sync schema in PostgreSQL. The input is the address of a database and the locations of the application's migrations.
 * The result is a database with the schema {@code synchrotron}, its roles and policies, and capture on the application's tracked
 * tables. The schema is SQL: one file per topic, in the resource folder {@code migration} of this package. The server uses it
 * through {@code synchrotron.track}, {@code undo}, {@code apply_changes}, {@code row_image}, {@code head} and the two local
 * settings of the capture context.
 */
@NullMarked
package org.synchrotron.db.postgresql;

import org.jspecify.annotations.NullMarked;
