package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.UnreadableRecordFound;

/**
 * Reports records of the log that cannot be read, each once: as a warning in the log, as an {@link UnreadableRecordFound} event to
 * the application, and as a number in the readiness check. An observer that throws does not stop sync. Thread-safe.
 */
@ApplicationScoped
public class UnreadableReport {

    private static final System.Logger LOG = System.getLogger(UnreadableReport.class.getName());

    private final KnownRecords known = new KnownRecords();

    @Inject
    private Event<UnreadableRecordFound> found;

    /** Reports the record, if it was not reported before; never throws an exception of an observer. */
    public void tell(ActionId record, String what) {
        if (!known.add(record)) {
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "record {0} of the log cannot be read and is left out: {1}; mend it in the database",
                record,
                what);
        Observers.tell(found, new UnreadableRecordFound(record, what));
    }

    /** {@return how many records were met that cannot be read, since the start} At most 1,000. */
    public int count() {
        return known.count();
    }
}
