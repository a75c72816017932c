package org.synchrotron.server;

import org.synchrotron.log.LogEntry;

/**
 * A CDI event: a record was taken into the log for the first time. It is fired within the transaction that takes it, so an
 * observer with {@code during = AFTER_SUCCESS} hears of it once it is certain; never again when the record is run again.
 *
 * <p>Rejected records are taken too, as no-ops, and fire it as well: see the outcome of the entry's acceptance.
 *
 * @param entry the record, its acceptance, and all its verified effects, whoever may see them
 */
public record ActionAccepted(LogEntry entry) {}
