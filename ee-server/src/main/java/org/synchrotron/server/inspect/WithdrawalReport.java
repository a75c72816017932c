package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.synchrotron.server.RecordWithdrawn;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.log.Withdrawal;

/**
 * Reports withdrawn records: as a line in the log, and as a {@link RecordWithdrawn} event to the application. An observer that throws does not
 * stop sync. Thread-safe.
 */
@ApplicationScoped
public class WithdrawalReport {

    @Inject
    private AuditTrail audit;

    @Inject
    private Event<RecordWithdrawn> withdrawn;

    /** Reports the withdrawal; never throws an exception of an observer. */
    public void tell(Withdrawal done) {
        audit.tell("record-withdrawn", done.author().value(), "record", done.record());
        Observers.tell(withdrawn, new RecordWithdrawn(done.record(), done.author(), done.reason()));
    }
}
