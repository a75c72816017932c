package org.synchrotron.server;

import org.synchrotron.log.ActionId;

/**
 * A CDI event: the log holds a record that cannot be read, from an older version or by somebody's SQL. It is fired once for each
 * record in the life of the application, within the transaction that met the record.
 *
 * <p>Such a record blocks nobody: it is left out of deliveries, or a row change of it is, and its known effects stand. An
 * administrator mends it in the database; see the page about operations. Observe the event with {@code during = AFTER_COMPLETION}:
 * the finding holds even if the transaction is rolled back. If an observer that is called at once throws, the exception is logged
 * and the transaction continues. Immutable.
 *
 * @param record the record
 * @param what which part of it cannot be read and why, as a clause, without its content
 */
public record UnreadableRecordFound(ActionId record, String what) {}
