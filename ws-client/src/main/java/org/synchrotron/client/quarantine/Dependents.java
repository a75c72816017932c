package org.synchrotron.client.quarantine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** Which records build on those that are quarantined: they touch a row that one of these, or of themselves, touched before. */
final class Dependents {

    private Dependents() {}

    /**
     * {@return those that have to go, too}
     *
     * @param records in replay order, with their effects; those that are quarantined among them
     */
    static Set<ActionId> of(Set<ActionId> quarantined, List<LogEntry> records) {
        Set<RowRef> touched = new HashSet<>();
        Set<ActionId> dependents = new HashSet<>();
        for (LogEntry entry : records) {
            ActionId id = entry.record().id();
            List<RowRef> rows = entry.effects().stream().map(RowChange::row).toList();
            if (quarantined.contains(id)) {
                touched.addAll(rows);
            } else if (rows.stream().anyMatch(touched::contains)) {
                touched.addAll(rows);
                dependents.add(id);
            }
        }
        return dependents;
    }
}
