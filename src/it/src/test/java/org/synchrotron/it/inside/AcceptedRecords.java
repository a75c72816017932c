package org.synchrotron.it.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.ActionAccepted;

/** Observes accepted records, like an application. */
@ApplicationScoped
public class AcceptedRecords {

    private final List<ActionAccepted> observed = new CopyOnWriteArrayList<>();

    void observe(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionAccepted accepted) {
        observed.add(accepted);
    }

    /** {@return how often the record was observed} */
    public long times(ActionId id) {
        return observed.stream()
                .filter(each -> each.entry().record().id().equals(id))
                .count();
    }

    /** {@return how many records were observed} */
    public int count() {
        return observed.size();
    }

    /** {@return the last observed record} */
    public ActionId latest() {
        return observed.get(observed.size() - 1).entry().record().id();
    }
}
