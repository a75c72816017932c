package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.server.log.AppliedChanges;

/** Puts changes back between the runs of a plan. Not thread-safe. */
final class PutBacks {

    private final List<PutBack> waiting;
    private final Handle sql;
    private int next;

    /** @param changes in replay order */
    PutBacks(List<PutBack> changes, Handle sql) {
        this.waiting = changes;
        this.sql = sql;
    }

    /** Puts back the changes of the records before the key. */
    void before(ReplayKey key) {
        List<Long> positions = new ArrayList<>();
        while (next < waiting.size() && waiting.get(next).key().isBefore(key)) {
            positions.addAll(waiting.get(next++).positions());
        }
        putBack(positions);
    }

    /** Puts back all changes that are left. */
    void all() {
        List<Long> positions = new ArrayList<>();
        waiting.subList(next, waiting.size()).forEach(each -> positions.addAll(each.positions()));
        next = waiting.size();
        putBack(positions);
    }

    private void putBack(List<Long> positions) {
        if (!positions.isEmpty()) {
            new AppliedChanges(sql).putBack(positions);
        }
    }
}
