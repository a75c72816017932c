package org.synchrotron.server;

import org.synchrotron.log.ActionId;

/**
 * A CDI event: a record of the log changed more rows than {@code synchrotron.record.row-changes} when it ran again because of a late one.
 * What follows, and how to observe it, is as for {@link SlowRecordFound}. Immutable.
 *
 * @param record the record
 * @param tag the tag of its action
 */
public record LargeRecordFound(ActionId record, String tag) {}
