package org.synchrotron.client.receive;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.recover.Release;
import org.synchrotron.client.store.Standing;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.CorrectedOutcomes;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;

/** Puts the records of one delivery into the log and remembers what that changed. */
final class Intake {

    private final Store store;
    private final List<ReplayKey> touched = new ArrayList<>();
    private final Map<ActionId, List<RowChange>> effects = new HashMap<>();
    private final Map<ActionId, Outcome> decided = new HashMap<>();
    private int rowChanges;

    Intake(Store store) {
        this.store = store;
    }

    /** A new record is added, a pending one accepted, one that is here already passed over. */
    void take(LogEntry entry) throws SQLException {
        store.state().clock().receive(entry.record().clock());
        if (store.records().insert(entry)) {
            store.effects().insert(entry.record().id(), entry.effects());
            touched.add(ReplayKey.of(entry.record()));
            remember(entry);
        } else {
            acceptIfPending(entry);
        }
    }

    private void acceptIfPending(LogEntry entry) throws SQLException {
        ActionId id = entry.record().id();
        Standing present = store.records().standing(id).orElseThrow();
        if (!present.pending()) {
            return;
        }
        store.records().accept(entry);
        store.effects().replace(id, entry.effects());
        noteMove(present.key(), ReplayKey.of(entry.record()));
        if (present.applied() == null) {
            // It was set aside, but the server has it from an earlier try.
            touched.addAll(new Release(store).of(id));
        }
        remember(entry);
    }

    /** The server may have a record at an earlier stamp than the one that it was given here later. */
    private void noteMove(ReplayKey here, ReplayKey there) {
        if (!here.equals(there)) {
            touched.add(here);
            touched.add(there);
        }
    }

    private void remember(LogEntry entry) throws SQLException {
        effects.put(entry.record().id(), entry.effects());
        rowChanges += entry.effects().size();
        if (entry.record().client().equals(store.state().clientId())) {
            decided.put(entry.record().id(), entry.accepted().orElseThrow().outcome());
        }
        for (Map.Entry<ActionId, Outcome> each :
                CorrectedOutcomes.of(entry.record()).entrySet()) {
            if (store.records().decide(each.getKey(), each.getValue())) {
                decided.put(each.getKey(), each.getValue());
            }
        }
    }

    Optional<ReplayKey> from() {
        return touched.stream().min(ReplayKey::compareTo);
    }

    Map<ActionId, List<RowChange>> effects() {
        return effects;
    }

    Received received(Replayed replayed) {
        return new Received(effects.size(), rowChanges, decided, replayed);
    }
}
