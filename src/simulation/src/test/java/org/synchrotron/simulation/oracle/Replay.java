package org.synchrotron.simulation.oracle;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One replay of every accepted base record, in the one order, under its author's view, in one database (rule 1). Of corrections
 * it takes what clients contributed for hidden rows (rule 7); the server's own only say what a run says anyway.
 *
 * @param rows what the tables must hold
 * @param refusals the codes of the records that must be rejected, by id
 */
public record Replay(Rows rows, Map<String, String> refusals) {

    /** {@return the replay of a log} */
    public static Replay of(Collection<Entry> log) {
        Fold fold = new Fold();
        Map<String, String> refusals = new TreeMap<>();
        log.stream().sorted().forEach(entry -> {
            if (entry.isRunByServer()) {
                Logic.Run run = Logic.run(entry, fold.rows());
                Optional<String> refusal = run.refusal();
                refusal.ifPresent(code -> refusals.put(entry.id(), code));
                fold.add(entry, run.changes());
            } else if (entry.isCorrectionOfClient()) {
                fold.add(entry, fold.live(entry));
            } else if (!entry.isCorrection()) {
                fold.add(entry, entry.changes());
            }
        });
        return new Replay(fold.rows(), refusals);
    }
}
