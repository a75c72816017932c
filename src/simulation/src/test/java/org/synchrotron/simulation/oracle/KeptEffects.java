package org.synchrotron.simulation.oracle;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records that the server does not run when it goes back, because it has lost the database role of their author: they keep their
 * effects (rule 11).
 *
 * <p>When a record arrives, of each later record whose role is lost either nothing is touched, and it has the effects of its last run, or it
 * is replayed by its known effects, as the log has them. Which of them depends on footprints, which the oracle does not know; so it looks at
 * what the record has changed in the tables: if that is another than before, the known effects are all that is allowed. Once the role is
 * back, a record that is touched runs again. Mutable.
 */
public final class KeptEffects {

    private final Set<String> lost = new TreeSet<>();
    private final Set<String> everLost = new HashSet<>();

    /** What each record that may have been replayed without its role has changed in the tables. */
    private final Map<String, List<Change>> kept = new HashMap<>();

    /** Those of them that were replayed by their known effects. */
    private final Set<String> known = new HashSet<>();

    private Map<String, List<Change>> applied = Map.of();
    /** Those whose logic would have done something else at its place. */
    private final Set<String> differing = new HashSet<>();

    private long returns;

    /**
     * The server has the user's role from now on, or does not have it.
     *
     * @param now what each record has changed in the tables
     */
    public void change(String user, boolean held, Map<String, List<Change>> now) {
        if (held) {
            lost.remove(user);
        } else {
            lost.add(user);
            everLost.add(user);
        }
        applied = now;
    }

    /**
     * Records were added to the log.
     *
     * @param log the log in order of arrival
     * @param before how many records it had before
     * @param now what each record has changed in the tables
     */
    public void committed(List<Entry> log, int before, Map<String, List<Change>> now) {
        if (before < log.size()) {
            Entry earliest = Collections.min(log.subList(before, log.size()));
            log.subList(0, before).stream()
                    .filter(entry -> entry.isRunByServer() && everLost.contains(entry.user()))
                    .filter(entry -> earliest.compareTo(entry) < 0)
                    .forEach(entry -> later(entry, now.getOrDefault(entry.id(), List.of())));
        }
        applied = now;
    }

    private void later(Entry entry, List<Change> changes) {
        String id = entry.id();
        boolean touched = !changes.equals(applied.getOrDefault(id, List.of()));
        if (lost.contains(entry.user())) {
            kept.put(id, changes);
            if (touched) {
                known.add(id);
            }
        } else if (touched) {
            returns += kept.remove(id) == null ? 0 : 1;
            known.remove(id);
        }
    }

    /** {@return whether a role was lost in this run} */
    public boolean isPossible() {
        return !everLost.isEmpty();
    }

    /** {@return the users whose roles are lost now} */
    public Set<String> lost() {
        return Set.copyOf(lost);
    }

    /** {@return whether this record keeps its effects, instead of what its logic would do} */
    boolean has(Entry entry) {
        return kept.containsKey(entry.id());
    }

    /** {@return the effects that it keeps} */
    List<Change> of(Entry entry) {
        if (known.contains(entry.id())) {
            return entry.isRejected() ? List.of() : entry.changes();
        }
        return kept.getOrDefault(entry.id(), List.of());
    }

    /** Notes whether the logic of a record that keeps its effects would do something else. */
    void note(Entry entry, boolean differs) {
        if (differs) {
            differing.add(entry.id());
        }
    }

    /** {@return how many records kept effects although their logic would have done something else} */
    public long differing() {
        return differing.size();
    }

    /** {@return how often such a record ran again when its role was back} */
    public long returns() {
        return returns;
    }
}
