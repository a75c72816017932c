package org.synchrotron.it.todos;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.server.UnreadableRecordFound;

/** Remembers the records of the log that the server could not read, as it told the application. Thread-safe. */
@ApplicationScoped
public class UnreadableRecords {

    private final List<String> ids = new CopyOnWriteArrayList<>();

    void add(@Observes(during = TransactionPhase.AFTER_COMPLETION) UnreadableRecordFound found) {
        ids.add(found.record().value());
    }

    /** {@return their ids, in the order in which they were found} */
    public List<String> ids() {
        return List.copyOf(ids);
    }
}
