/**
 * The PostgreSQL side of the sync schema: what enters is the address of a database and the locations of an application's own
 * migrations; what is promised is a database with the schema {@code synchrotron}, its roles and policies, and the
 * application's tables tracked. The schema itself is SQL: the files under {@code migration} beside this package, one theme
 * each. From there the server takes over, through {@code synchrotron.track}, {@code undo}, {@code apply_changes},
 * {@code row_image}, {@code head} and the two local settings of the capture context.
 */
@NullMarked
package org.synchrotron.db.postgresql;

import org.jspecify.annotations.NullMarked;
