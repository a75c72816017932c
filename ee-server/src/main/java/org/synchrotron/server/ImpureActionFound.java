package org.synchrotron.server;

import org.synchrotron.history.ImpureAction;

/**
 * A CDI event: an action is not pure, found where {@code synchrotron.purity-check} is on. It is fired each time that two runs of
 * a record differ, also when the record runs again, within the transaction in which it ran.
 *
 * <p>Observe it with {@code during = AFTER_COMPLETION}: it is true of the code even where the transaction is rolled back. An
 * observer that is called at once and throws is logged, and the work goes on.
 *
 * @param action which record it was, and where its runs differ; the second run stands
 */
public record ImpureActionFound(ImpureAction action) {}
