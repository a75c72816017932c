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
 * Corrections are left out, since they only repeat what the runs do.
 *
 * @param rows the rows that the tables must hold
 * @param refusals the rejection codes, by the ids of the records that must be rejected
 */
public record Replay(Rows rows, Map<String, String> refusals) {

    /**
     * {@return the replay of a log}
     *
     * @param kept the records that keep the effects that they have
     */
    public static Replay of(Collection<Entry> log, KeptEffects kept) {
        Fold fold = new Fold();
        Map<String, String> refusals = new TreeMap<>();
        log.stream().sorted().forEach(entry -> {
            if (kept.has(entry)) {
                List<Change> logic =
                        fold.effective(Logic.run(entry, fold.rows()).changes());
                kept.note(entry, !logic.equals(fold.effective(kept.of(entry))));
                fold.run(entry, kept.of(entry));
                if (entry.isRejected()) {
                    refusals.put(entry.id(), String.valueOf(entry.code()));
                }
            } else if (entry.isRunByServer()) {
                Logic.Result result = Logic.run(entry, fold.rows());
                Optional<String> refusal = result.refusal();
                refusal.ifPresent(code -> refusals.put(entry.id(), code));
                fold.run(entry, result.changes());
                if (refusal.isEmpty()) {
                    runUnderFurtherViews(entry, fold);
                }
            } else if (!entry.isCorrection()) {
                fold.run(entry, entry.changes());
            }
        });
        return new Replay(fold.rows(), refusals);
    }

    /** Rule 7: under a further view, only changes outside the grant and the earlier views are kept. */
    private static void runUnderFurtherViews(Entry entry, Fold fold) {
        Set<String> covered = new HashSet<>(entry.grant());
        for (Set<String> view : entry.views().values()) {
            fold.run(
                    entry,
                    Logic.run(entry.under(view), fold.rows()).changes().stream()
                            .filter(change -> !covered.contains(change.audience()))
                            .toList());
            covered.addAll(view);
        }
    }
}
