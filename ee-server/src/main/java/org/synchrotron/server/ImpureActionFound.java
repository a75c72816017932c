package org.synchrotron.server;

import org.synchrotron.history.ImpureAction;

/**
 * A CDI event: an action is not pure. It is fired if {@code synchrotron.purity-check} is on, each time that two runs of a record
 * differ, also when the record runs again, within the transaction in which the record ran.
 *
 * <p>Observe it with {@code during = AFTER_COMPLETION}: the finding holds even if the transaction is rolled back. If an observer
 * that is called at once throws, the exception is logged and the transaction continues. Immutable.
 *
 * @param action the record, and the cells in which its runs differ; the effects of the second run are kept
 */
public record ImpureActionFound(ImpureAction action) {}
