package org.synchrotron.server;

import org.synchrotron.log.ActionId;

/**
 * A CDI event: a record of the log took longer than {@code synchrotron.run.limit} when it ran again because of a late one. It keeps the
 * effects and the outcome of its last run, and the late record is accepted. What the record would do now, after the late one, is not
 * known: mend its action. It is fired within the transaction of the late record.
 *
 * <p>The record does not run again for an hour on this node, and after three of one action none of its records does. Observe the event
 * with {@code during = AFTER_COMPLETION}: the finding holds even if the transaction is rolled back. If an observer that is called at
 * once throws, the exception is logged and the transaction continues. Immutable.
 *
 * @param record the record
 * @param tag the tag of its action
 */
public record SlowRecordFound(ActionId record, String tag) {}
