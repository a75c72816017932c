package org.synchrotron.client.recover;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.client.SetAsideRecord;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;

/** Lets records out of quarantine, inside the caller's transaction. Replaying and saving the clock is left to the caller. */
public final class Release {

    private final Store store;

    public Release(Store store) {
        this.store = store;
    }

    /**
     * Sets a record aside no longer, nor those that were because of it; but what builds on yet another one that is refused now waits
     * for that. {@return the places of those that are free, in replay order; none if the record was not set aside}
     */
    public List<ReplayKey> of(ActionId record) throws SQLException {
        List<SetAsideRecord> free = new ArrayList<>(store.setAside().with(record));
        if (free.isEmpty()) {
            free.addAll(store.setAside().find(record).stream().toList());
        }
        store.setAside().delete(ids(free));
        List<SetAsideRecord> dependents =
                free.stream().filter(each -> !each.id().equals(record)).toList();
        Set<ActionId> held = ids(held(dependents));
        free.removeIf(each -> held.contains(each.id()));
        for (SetAsideRecord each : free) {
            // What is executed next comes after it.
            store.state().clock().receive(each.record().clock());
        }
        return free.stream().map(each -> ReplayKey.of(each.record())).toList();
    }

    /** Sets those aside again that build on what another refused record keeps here; {@return them} */
    private List<SetAsideRecord> held(List<SetAsideRecord> candidates) throws SQLException {
        List<SetAsideRecord> held = new ArrayList<>();
        List<SetAsideRecord> open = new ArrayList<>(candidates);
        for (SetAsideRecord other : store.setAside().all()) {
            if (other.isRefused()) {
                List<SetAsideRecord> builds = buildingOn(other, open);
                store.setAside().insert(builds);
                held.addAll(builds);
                Set<ActionId> taken = ids(builds);
                open.removeIf(each -> taken.contains(each.id()));
            }
        }
        return held;
    }

    private List<SetAsideRecord> buildingOn(SetAsideRecord refused, List<SetAsideRecord> candidates)
            throws SQLException {
        List<SetAsideRecord> keeping = store.setAside().with(refused.id());
        List<SetAsideRecord> records = new ArrayList<>(keeping);
        records.addAll(candidates);
        records.sort(Comparator.comparing(each -> ReplayKey.of(each.record())));
        List<LogEntry> entries = new ArrayList<>();
        for (SetAsideRecord each : records) {
            entries.add(store.effects().pending(each.record()));
        }
        Set<ActionId> dependents = Dependents.of(ids(keeping), entries);
        return candidates.stream()
                .filter(each -> dependents.contains(each.id()))
                .map(each -> new SetAsideRecord(
                        each.record(), refused.code(), refused.message(), refused.id(), each.setAsideAt()))
                .toList();
    }

    private static Set<ActionId> ids(List<SetAsideRecord> records) {
        return records.stream().map(SetAsideRecord::id).collect(Collectors.toSet());
    }
}
