package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.LongAdder;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.server.SlowRecordFound;

/**
 * Reports records of the log that took too long when they ran again: as a warning in the log, as a {@link SlowRecordFound} event to
 * the application, and as a number in the readiness check. An observer that throws does not stop sync. Thread-safe.
 */
@ApplicationScoped
public class TooSlowReport {

    private static final System.Logger LOG = System.getLogger(TooSlowReport.class.getName());

    private final LongAdder count = new LongAdder();

    @Inject
    private Event<SlowRecordFound> found;

    /** Reports the run; never throws an exception of an observer. */
    public void tell(ActionTooSlow tooSlow) {
        count.increment();
        LOG.log(
                System.Logger.Level.WARNING,
                "record {0} of {1} took longer than synchrotron.run.limit when a late record made it run again: it keeps what it did"
                        + " before, which may not fit any more; mend the action",
                tooSlow.record(),
                tooSlow.tag());
        Observers.tell(found, new SlowRecordFound(tooSlow.record(), tooSlow.tag()));
    }

    /** {@return how often a record took too long to run again, since the start} */
    public long count() {
        return count.sum();
    }
}
