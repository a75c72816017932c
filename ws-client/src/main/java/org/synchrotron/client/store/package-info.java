/**
 * The client's SQLite file: the log, the known effects, the state of this replica. One class a table. With
 * {@code store.sqlite} the only package that knows JDBC: an {@code SQLException} leaves it as
 * {@link org.synchrotron.client.DatabaseFailure}.
 */
@NullMarked
package org.synchrotron.client.store;

import org.jspecify.annotations.NullMarked;
