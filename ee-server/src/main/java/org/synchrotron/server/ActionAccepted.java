package org.synchrotron.server;

import org.synchrotron.log.LogEntry;

/**
 * A CDI event: the log accepted a record. It is fired once for each record, within the transaction that accepts it; an observer
 * with {@code during = AFTER_SUCCESS} is called after the commit. It is not fired again when the record runs again.
 *
 * <p>Rejected records are accepted too, as no-ops, and fire the event as well: see the outcome of the entry's acceptance.
 * Immutable.
 *
 * @param entry the record, its acceptance, and all its verified effects, independent of who may see them
 */
public record ActionAccepted(LogEntry entry) {}
