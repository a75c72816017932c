package org.synchrotron.server;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;

/**
 * A CDI event: a record cannot run, although its data give no reason for that. The database's schema may lack what its action expects, its
 * statements may be wrong for that schema, or the database is short of something. Nothing is decided about the record: its upload, or
 * the late one that makes it run again, waits until an operator has mended that. It is fired within the transaction of the upload, which
 * is rolled back: observe it with {@code during = AFTER_COMPLETION}. If an observer that is called at once throws, the exception is
 * logged. Fired once for each record and node, until 1,000 are known. Immutable.
 *
 * @param record the record
 * @param tag the tag of its action
 * @param sqlState the database's SQLSTATE; null if there is none
 */
public record PreventedRunFound(
        ActionId record, String tag, @Nullable String sqlState) {}
