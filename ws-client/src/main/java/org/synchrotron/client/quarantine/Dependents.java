package org.synchrotron.client.quarantine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.FoundedAudience;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Finds the records that build on quarantined ones: those that changed a row which a quarantined record, or a record that builds on one, had
 * changed before, and those that changed rows of an audience which such a record founded.
 */
final class Dependents {

    private Dependents() {}

    /**
     * {@return the records that build on the quarantined ones}
     *
     * @param records in replay order, with their effects; the quarantined ones included
     */
    static Set<ActionId> of(Set<ActionId> quarantined, List<LogEntry> records) {
        Set<RowRef> touched = new HashSet<>();
        Set<ActionId> dependents = new HashSet<>();
        for (LogEntry entry : records) {
            ActionId id = entry.record().id();
            List<RowRef> rows = entry.effects().stream().map(RowChange::row).toList();
            if (quarantined.contains(id)) {
                touched.addAll(rows);
            } else if (rows.stream().anyMatch(touched::contains)
                    || isFoundedBy(quarantined, entry)
                    || isFoundedBy(dependents, entry)) {
                touched.addAll(rows);
                dependents.add(id);
            }
        }
        return dependents;
    }

    private static boolean isFoundedBy(Set<ActionId> founders, LogEntry entry) {
        return entry.effects().stream()
                .map(RowChange::audience)
                .map(FoundedAudience::founder)
                .flatMap(Optional::stream)
                .anyMatch(founders::contains);
    }
}
