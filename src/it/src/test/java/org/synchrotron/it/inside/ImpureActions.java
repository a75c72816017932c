package org.synchrotron.it.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.server.ImpureActionFound;

/** Hears which actions are not pure, as an application would. */
@ApplicationScoped
public class ImpureActions {

    private final List<ImpureAction> heard = new CopyOnWriteArrayList<>();

    void hear(@Observes(during = TransactionPhase.AFTER_COMPLETION) ImpureActionFound found) {
        heard.add(found.action());
    }

    /** {@return those that it heard of, in order} */
    public List<ImpureAction> heard() {
        return List.copyOf(heard);
    }
}
