package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.server.ImpureActionFound;

/** Tells log and application of impure actions. Whatever they make of it, sync goes on. */
@ApplicationScoped
public class ImpurityReport {

    private static final System.Logger LOG = System.getLogger(ImpurityReport.class.getName());

    @Inject
    private Event<ImpureActionFound> found;

    /** Tells of it, and never throws. */
    public void tell(ImpureAction impure) {
        LOG.log(System.Logger.Level.WARNING, impure::toString);
        try {
            found.fire(new ImpureActionFound(impure));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "an observer of impure actions failed", e);
        }
    }
}
