package org.synchrotron.it.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.server.ImpureActionFound;

/** Observes impure actions, like an application. */
@ApplicationScoped
public class ImpureActions {

    private final List<ImpureAction> observed = new CopyOnWriteArrayList<>();

    void observe(@Observes(during = TransactionPhase.AFTER_COMPLETION) ImpureActionFound found) {
        observed.add(found.action());
    }

    /** {@return the observed actions, in order} */
    public List<ImpureAction> observed() {
        return List.copyOf(observed);
    }
}
