package org.synchrotron.simulation.oracle;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One replay of every accepted base record, in replay order, under its grant and its further views, in one database (rule 1).
 * Corrections are left out, since they only repeat what the runs do, and so are withdrawn records.
 *
 * @param rows the rows that the tables must hold
 * @param refusals the rejection codes, by the ids of the records that must be rejected
 */
public record Replay(Rows rows, Map<String, String> refusals) {

    /**
     * {@return the replay of a log}
     *
     * @param kept the runs that keep the effects that they have
     */
    public static Replay of(Collection<Entry> log, KeptEffects kept) {
        Fold fold = new Fold();
        Map<String, String> refusals = new TreeMap<>();
        log.stream().filter(entry -> !entry.isWithdrawn()).sorted().forEach(entry -> {
            if (entry.isRunByServer()) {
                Optional<String> refusal = runUnderGrant(entry, fold, kept);
                refusal.ifPresent(code -> refusals.put(entry.id(), code));
                if (refusal.isEmpty()) {
                    runUnderFurtherViews(entry, fold, kept);
                }
            } else if (!entry.isCorrection()) {
                fold.run(entry, entry.changes());
            }
        });
        return new Replay(fold.rows(), refusals);
    }

    /** {@return why the record is refused, if it is} */
    private static Optional<String> runUnderGrant(Entry entry, Fold fold, KeptEffects kept) {
        Logic.Result result = Logic.run(entry, fold.rows());
        RunKey run = RunKey.ofGrant(entry);
        if (!kept.has(run)) {
            fold.run(entry, result.changes());
            return result.refusal();
        }
        keep(entry, run, result.changes(), fold, kept);
        return entry.isRejected() ? Optional.of(String.valueOf(entry.code())) : Optional.empty();
    }

    /** Rule 7: under a further view, only changes outside the grant and the earlier views are kept. */
    private static void runUnderFurtherViews(Entry entry, Fold fold, KeptEffects kept) {
        Set<String> covered = new HashSet<>(entry.grant());
        entry.views().forEach((reader, view) -> {
            List<Change> hidden = Logic.run(entry.under(view), fold.rows()).changes().stream()
                    .filter(change -> !covered.contains(change.audience()))
                    .toList();
            RunKey run = new RunKey(entry.id(), reader);
            if (kept.has(run)) {
                keep(entry, run, hidden, fold, kept);
            } else {
                fold.run(entry, hidden);
            }
            covered.addAll(view);
        });
    }

    private static void keep(Entry entry, RunKey run, List<Change> logic, Fold fold, KeptEffects kept) {
        kept.note(run, !fold.effective(logic).equals(fold.effective(kept.of(run, entry))));
        fold.run(entry, kept.of(run, entry));
    }
}
