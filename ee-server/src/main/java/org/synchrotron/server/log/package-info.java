/**
 * Access to the tables of the log in SQL: one class for each table, each query beside its only caller. Rows are read and written
 * as values of {@code org.synchrotron.log}. For reading and administration, the same tables are also JPA entities.
 */
@NullMarked
package org.synchrotron.server.log;

import org.jspecify.annotations.NullMarked;
