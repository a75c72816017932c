package org.synchrotron.server.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.inspect.FailedReport;
import org.synchrotron.server.inspect.PreventedReport;
import org.synchrotron.server.inspect.TooLargeReport;
import org.synchrotron.server.inspect.TooSlowReport;
import org.synchrotron.server.materialize.RunListener;
import org.synchrotron.server.materialize.RunPrevented;

/** Passes runs about which operators have to know to their reports. Thread-safe. */
@Dependent
class RunReports implements RunListener {

    @Inject
    private TooSlowReport slow;

    @Inject
    private TooLargeReport large;

    @Inject
    private PreventedReport prevented;

    @Inject
    private FailedReport failed;

    @Override
    public void tooSlow(ActionTooSlow tooSlow) {
        slow.tell(tooSlow);
    }

    @Override
    public void tooLarge(ActionTooLarge tooMany) {
        large.tell(tooMany);
    }

    @Override
    public void failed(ActionRecord record, Throwable failure) {
        failed.tell(record, failure);
    }

    @Override
    public void prevented(RunPrevented run) {
        prevented.tell(run);
    }
}
