package org.synchrotron.client.receive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.client.quarantine.Release;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.store.RecordStatus;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.NetEffects;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.CorrectedOutcomes;
import org.synchrotron.log.FoundedAudience;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.Receipt;

/** Adds the records of one delivery to the log and notes the changes. */
final class DeliveryMerge {

    private final Store store;
    private final boolean leadsOn;
    private final Set<ActionId> held;
    private final List<ReplayKey> touched = new ArrayList<>();
    private final Map<ActionId, List<RowChange>> effects = new HashMap<>();
    private final Map<ActionId, Outcome> decided = new HashMap<>();
    private int rowChanges;

    /**
     * The merge of one delivery.
     *
     * @param leadsOn whether the delivery is at least as new as the log here
     * @param receipts of records that are held here with these effects
     */
    DeliveryMerge(Store store, boolean leadsOn, List<Receipt> receipts) {
        this.store = store;
        this.leadsOn = leadsOn;
        this.held = receipts.stream().map(Receipt::id).collect(Collectors.toSet());
    }

    /** Adds a new record, accepts a pending one, and skips a known one unless the user now sees other effects of it. */
    void take(LogEntry entry) {
        store.state().clock().receive(entry.record().clock());
        if (isOnlyInBase(entry)) {
            return;
        }
        if (store.records().insert(entry)) {
            store.effects().insert(entry.record().id(), entry.effects());
            touched.add(ReplayKey.of(entry.record()));
            remember(entry);
        } else {
            acceptIfPending(entry);
        }
    }

    /** A delivery that is repeated after the log was cut brings records whose effects the rows hold already. */
    private boolean isOnlyInBase(LogEntry entry) {
        return entry.accepted().orElseThrow().ingestId() <= store.state().cursor()
                && store.state().isInBase(entry.record().clock());
    }

    private void acceptIfPending(LogEntry entry) {
        ActionId id = entry.record().id();
        RecordSummary present = store.records().summary(id).orElseThrow();
        if (present.status().isInLog()) {
            seeAgain(entry);
            return;
        }
        store.records().accept(entry);
        if (!held.contains(id)) {
            store.effects().replace(id, entry.effects());
        }
        noteMove(present.key(), ReplayKey.of(entry.record()));
        if (entry.record().isCorrection() || !present.isApplied()) {
            // An older version of this library made it, and the server may have taken only part of it; or it came out
            // of a damaged file.
            touched.add(present.key());
        }
        if (present.status() == RecordStatus.QUARANTINED) {
            // The server has it from an earlier attempt.
            touched.addAll(new Release(store).of(id));
        }
        remember(entry);
    }

    private void seeAgain(LogEntry entry) {
        if (!leadsOn) {
            return;
        }
        ActionId id = entry.record().id();
        turnOutcomes(entry);
        if (!NetEffects.same(store.effects().of(id), entry.effects())) {
            store.effects().replace(id, entry.effects());
            touched.add(ReplayKey.of(entry.record()));
            effects.put(id, entry.effects());
            rowChanges += entry.effects().size();
        }
    }

    /** The server may have a record with an earlier clock than the one that it got here later. */
    private void noteMove(ReplayKey here, ReplayKey there) {
        if (!here.equals(there)) {
            touched.add(here);
            touched.add(there);
        }
    }

    private void remember(LogEntry entry) {
        store.state().alsoSees(founded(entry));
        effects.put(entry.record().id(), entry.effects());
        rowChanges += entry.effects().size();
        if (isNews(entry)) {
            decided.put(entry.record().id(), outcome(entry));
        }
        decided.putAll(turnOutcomes(entry));
    }

    /**
     * {@return the audiences that the record founded and that its reader has} Nothing before the record is about them, so the log need
     * not be read again for them.
     */
    private static Set<String> founded(LogEntry entry) {
        return entry.effects().stream()
                .map(RowChange::audience)
                .filter(audience -> FoundedAudience.isOf(entry.record().id(), audience))
                .collect(Collectors.toSet());
    }

    /** {@return the changed outcomes that a correction brings, of records that are here} */
    private Map<ActionId, Outcome> turnOutcomes(LogEntry entry) {
        Map<ActionId, Outcome> changed = new HashMap<>();
        for (Map.Entry<ActionId, Outcome> each :
                CorrectedOutcomes.of(entry.record()).entrySet()) {
            if (changeOutcome(each.getKey(), each.getValue())) {
                changed.put(each.getKey(), each.getValue());
            }
        }
        return changed;
    }

    /** {@return whether the record is here} Its prediction depends on whether it is a no-op, and for good. */
    private boolean changeOutcome(ActionId id, Outcome outcome) {
        Optional<RecordSummary> before = store.records().summary(id);
        if (!store.records().decide(id, outcome)) {
            return store.past().decide(id, outcome);
        }
        RecordSummary present = before.orElseThrow();
        if (present.status() != RecordStatus.of(outcome)) {
            touched.add(present.key());
        }
        return true;
    }

    /** The outcome of a record of this client is news; for its author's other clients, only a no-op is. */
    private boolean isNews(LogEntry entry) {
        ActionRecord record = entry.record();
        boolean own = record.client().equals(store.state().clientId());
        boolean authors = record.author().equals(store.state().identity().user());
        return record.isBase() && (own || (authors && outcome(entry).isNoOp()));
    }

    private static Outcome outcome(LogEntry entry) {
        return entry.accepted().orElseThrow().outcome();
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
