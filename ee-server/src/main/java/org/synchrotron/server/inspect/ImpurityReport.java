package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.server.ImpureActionFound;

/**
 * Reports impure actions: as a warning in the log, and as an {@link ImpureActionFound} event to the application. An observer that
 * throws does not stop sync. Thread-safe.
 */
@ApplicationScoped
public class ImpurityReport {

    private static final System.Logger LOG = System.getLogger(ImpurityReport.class.getName());

    @Inject
    private Event<ImpureActionFound> found;

    /** Reports the finding; never throws an exception of an observer. */
    public void tell(ImpureAction impure) {
        LOG.log(System.Logger.Level.WARNING, impure::toString);
        Observers.tell(found, new ImpureActionFound(impure));
    }
}
