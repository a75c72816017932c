package org.synchrotron.client.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.client.perform.Recording;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.client.store.RefusedRowTable.RefusedRow;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.HiddenWrites;
import org.synchrotron.history.HiddenWrites.Found;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.history.RowStates;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.CorrectionArgs;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;

/**
 * Finds what others' actions would have written in rows that their authors could not see, and contributes it as a correction (rule 7).
 * Until then the tables are what the log gives; the server decides what it accepts.
 *
 * <ol>
 *   <li>The place from which others' records came, or the history before them changed, is noted as unexplored.
 *   <li>With nothing pending, the log from there on is replayed by logic alone, and rolled back.
 *   <li>Cells in which that replay differs from the log, written by a record whose known effects do not contain them, go into a pending
 *     correction.
 *   <li>When nothing is found, everything is explored; until then a withdrawn or partly accepted correction is made again.
 * </ol>
 *
 * <p>Every method runs inside the caller's transaction.
 */
public final class HiddenRows {

    private final Store store;
    private final LocalLogic logic;
    private final Recording recording;
    private final FailedLogic failures;
    private int mostRows = Integer.MAX_VALUE;

    HiddenRows(Store store, LocalLogic logic, Recording recording, FailedLogic failures) {
        this.store = store;
        this.logic = logic;
        this.recording = recording;
        this.failures = failures;
    }

    /** Notes that the log has changed from there on. */
    void changed(ReplayKey from, List<RecordSummary> suffix) {
        if (suffix.stream().anyMatch(logic::mayHide)) {
            store.state().toExplore(from);
        }
    }

    /** {@return whether there is something unexplored} */
    public boolean areDue() {
        return store.state().unexploredFrom().isPresent();
    }

    /** {@return the correction to contribute, if there is one} Nothing may be pending. */
    public Optional<ActionId> contribute() {
        Optional<ReplayKey> from = store.state().unexploredFrom();
        Found found =
                from.isPresent() ? explore(evenPlace(beforeCorrections(from.get()))) : new Found(List.of(), Set.of());
        if (found.changes().isEmpty()) {
            store.state().explored();
            mostRows = Integer.MAX_VALUE;
            return Optional.empty();
        }
        return Optional.of(correct(found));
    }

    /**
     * Notes that the server refused a correction as a whole, because of one of its rows or because it is too long. Half of its rows are
     * offered next. A row that is refused alone is not offered again.
     */
    public void refused(LogEntry correction) {
        Set<RowRef> rows = correction.effects().stream().map(RowChange::row).collect(Collectors.toSet());
        if (rows.size() > 1) {
            mostRows = rows.size() / 2;
        } else if (correction.record().isReadable()) {
            store.refusedRows().add(CorrectionArgs.of(correction.record()).corrected(), rows);
        }
    }

    /**
     * A contribution after {@code from} corrects earlier records, whose corrected changes are in the log only at the correction's place:
     * these records have to run again, too.
     */
    private ReplayKey beforeCorrections(ReplayKey from) {
        Optional<ReplayKey> earlier = store.records().earliestCorrectedAfter(from);
        return earlier.isPresent() && earlier.get().isBefore(from) ? beforeCorrections(earlier.get()) : from;
    }

    private ReplayKey evenPlace(ReplayKey wanted) {
        return store.state()
                .deferred()
                .flatMap(deferred -> deferred.backTo(Optional.of(wanted)))
                .orElse(wanted);
    }

    private Found explore(ReplayKey from) {
        List<RecordSummary> suffix = store.records().from(from);
        store.database().attempt();
        new Replay(store, logic.logic(), failures, Map.of()).carryOut(ReplayPlan.exploring(suffix, logic::runs));
        HiddenWrites writes = writes(suffix);
        Set<RowRef> rows = writes.rows();
        RowStates replayed = store.rows().present(rows);
        store.database().takeBack();
        Set<RefusedRow> refused = store.refusedRows().all();
        return someOf(
                writes,
                store.rows().present(rows).changesTo(replayed),
                (record, row) -> refused.contains(new RefusedRow(record, row)));
    }

    private Found someOf(HiddenWrites writes, List<RowChange> differences, HiddenWrites.Refused refused) {
        Found all = writes.among(differences, refused);
        if (all.changes().size() <= mostRows) {
            return all;
        }
        Set<RowRef> first = all.changes().stream()
                .map(RowChange::row)
                .distinct()
                .limit(mostRows)
                .collect(Collectors.toSet());
        return writes.among(
                differences.stream().filter(each -> first.contains(each.row())).toList(), refused);
    }

    private HiddenWrites writes(List<RecordSummary> suffix) {
        HiddenWrites writes = new HiddenWrites();
        for (RecordSummary each : suffix) {
            List<RowChange> observed = store.rows().applied(each.id());
            if (logic.mayHide(each)) {
                writes.noteOthers(each.id(), store.effects().of(each.id()), observed);
            } else {
                writes.note(observed);
            }
        }
        return writes;
    }

    private ActionId correct(Found found) {
        long now = store.state().clock().wallMillis();
        CorrectionArgs args =
                CorrectionArgs.ofClient(found.corrected(), store.state().cursor());
        ActionId id =
                recording.record(SystemTags.CORRECTION, args.json(now), now).id();
        store.effects().insert(id, found.changes());
        store.rows().apply(id, found.changes());
        store.rows().rest();
        store.records().mark(List.of(id), Applied.KNOWN);
        return id;
    }
}
