/**
 * The client's SQLite file: the log, the known effects, the state of this replica. One class a table, and the only package in
 * which {@code SQLException} is handled: it leaves as {@link org.synchrotron.client.DatabaseFailure}.
 */
@NullMarked
package org.synchrotron.client.store;

import org.jspecify.annotations.NullMarked;
