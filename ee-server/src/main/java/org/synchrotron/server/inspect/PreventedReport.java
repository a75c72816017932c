package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.synchrotron.server.PreventedRunFound;
import org.synchrotron.server.materialize.RunPrevented;

/**
 * Reports records that cannot run although their data give no reason for that, each once: as a warning in the log, as a {@link
 * PreventedRunFound} event to the application, and as a number in the readiness check. An observer that throws does not stop sync.
 * Thread-safe.
 */
@ApplicationScoped
public class PreventedReport {

    private static final System.Logger LOG = System.getLogger(PreventedReport.class.getName());

    private final KnownRecords known = new KnownRecords();

    @Inject
    private Event<PreventedRunFound> found;

    /** Reports the record, if it was not reported before; never throws an exception of an observer. */
    public void tell(RunPrevented run) {
        if (!known.add(run.record())) {
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "{0}; its data give no reason for that, so nothing is decided about it: mend the schema, the action or the database",
                run.getMessage());
        Observers.tell(found, new PreventedRunFound(run.record(), run.tag(), run.state()));
    }

    /** {@return how many records could not run, since the start} At most 1,000. */
    public int count() {
        return known.count();
    }
}
