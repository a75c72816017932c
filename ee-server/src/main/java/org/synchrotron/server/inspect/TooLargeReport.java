package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.LongAdder;
import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.server.LargeRecordFound;

/**
 * Reports records of the log that changed too many rows when they ran again: as a warning in the log, as a {@link LargeRecordFound}
 * event to the application, and as a number in the readiness check. An observer that throws does not stop sync. Thread-safe.
 */
@ApplicationScoped
public class TooLargeReport {

    private static final System.Logger LOG = System.getLogger(TooLargeReport.class.getName());

    private final LongAdder count = new LongAdder();

    @Inject
    private Event<LargeRecordFound> found;

    /** Reports the run; never throws an exception of an observer. */
    public void tell(ActionTooLarge tooMany) {
        count.increment();
        LOG.log(
                System.Logger.Level.WARNING,
                "record {0} of {1} changed more rows than synchrotron.record.row-changes when a late record made it run again: it keeps"
                        + " what it did before, which may not fit any more; mend the action or raise the limit",
                tooMany.record(),
                tooMany.tag());
        Observers.tell(found, new LargeRecordFound(tooMany.record(), tooMany.tag()));
    }

    /** {@return how often a record changed too many rows when it ran again, since the start} */
    public long count() {
        return count.sum();
    }
}
