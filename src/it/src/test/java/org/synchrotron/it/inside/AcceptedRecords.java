package org.synchrotron.it.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.ActionAccepted;

/** Hears which records were accepted, as an application would. */
@ApplicationScoped
public class AcceptedRecords {

    private final List<ActionAccepted> heard = new CopyOnWriteArrayList<>();

    void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionAccepted accepted) {
        heard.add(accepted);
    }

    /** {@return how often it heard of the record} */
    public long times(ActionId id) {
        return heard.stream()
                .filter(each -> each.entry().record().id().equals(id))
                .count();
    }

    /** {@return how many it heard of} */
    public int count() {
        return heard.size();
    }

    /** {@return the record that it heard of last} */
    public ActionId latest() {
        return heard.get(heard.size() - 1).entry().record().id();
    }
}
