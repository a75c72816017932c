package org.synchrotron.client.quarantine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.client.BuildsOn;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;

/** Releases records from quarantine, inside the caller's transaction. The caller replays and saves the clock. */
public final class Release {

    private final Store store;

    public Release(Store store) {
        this.store = store;
    }

    /**
     * Releases a record and the records that were quarantined because of it. A record that also builds on another refused one stays
     * quarantined because of that one.
     *
     * @return the places of the released records, in replay order; empty if the record was not quarantined
     */
    public List<ReplayKey> of(ActionId record) {
        List<QuarantinedRecord> free = new ArrayList<>(store.quarantine().with(record));
        if (free.isEmpty()) {
            free.addAll(store.quarantine().find(record).stream().toList());
        }
        store.quarantine().delete(ids(free));
        List<QuarantinedRecord> dependents =
                free.stream().filter(each -> !each.id().equals(record)).toList();
        Set<ActionId> held = ids(held(dependents));
        free.removeIf(each -> held.contains(each.id()));
        for (QuarantinedRecord each : free) {
            // The next record that is executed comes after it.
            store.state().clock().receive(each.record().clock());
        }
        return free.stream().map(each -> ReplayKey.of(each.record())).toList();
    }

    /** {@return the records that also build on another refused record} They are quarantined again. */
    private List<QuarantinedRecord> held(List<QuarantinedRecord> candidates) {
        List<QuarantinedRecord> held = new ArrayList<>();
        List<QuarantinedRecord> open = new ArrayList<>(candidates);
        for (QuarantinedRecord other : store.quarantine().all()) {
            if (other.isRefused()) {
                List<QuarantinedRecord> builds = buildingOn(other, open);
                store.quarantine().insert(builds);
                held.addAll(builds);
                Set<ActionId> taken = ids(builds);
                open.removeIf(each -> taken.contains(each.id()));
            }
        }
        return held;
    }

    private List<QuarantinedRecord> buildingOn(QuarantinedRecord refused, List<QuarantinedRecord> candidates) {
        List<QuarantinedRecord> keeping = store.quarantine().with(refused.id());
        List<QuarantinedRecord> records = new ArrayList<>(keeping);
        records.addAll(candidates);
        records.sort(Comparator.comparing(each -> ReplayKey.of(each.record())));
        List<LogEntry> entries = new ArrayList<>();
        for (QuarantinedRecord each : records) {
            entries.add(store.effects().pending(each.record()));
        }
        Map<ActionId, BuildsOn> dependents = Dependents.of(ids(keeping), entries);
        return candidates.stream()
                .filter(each -> dependents.containsKey(each.id()))
                .map(each -> new QuarantinedRecord(
                        each.record(),
                        refused.code(),
                        refused.message(),
                        refused.id(),
                        each.quarantinedAt(),
                        Optional.ofNullable(dependents.get(each.id()))))
                .toList();
    }

    private static Set<ActionId> ids(List<QuarantinedRecord> records) {
        return records.stream().map(QuarantinedRecord::id).collect(Collectors.toSet());
    }
}
