/**
 * The tables of the log and the way to SQL: one class for each table, each query beside its only caller. Rows come in as
 * values of {@code org.synchrotron.log} and go out as such; and for reading and administering, the same tables as entities.
 */
@NullMarked
package org.synchrotron.server.log;

import org.jspecify.annotations.NullMarked;
