package org.synchrotron.simulation.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs that the server leaves out when it goes back: it has lost the database role of the record's author, or of the user of a further
 * view, or it cannot read the record any more. They keep their effects (rules 3, 7 and 11).
 *
 * <p>When a record arrives, of each later run that is left out either nothing is touched, and it has the effects of its last run, or it is
 * replaced: a record by its known effects, as the log has them, and a run under a further view by what it last did there. Which of them
 * depends on footprints, which the oracle does not know; so it looks at what the record has changed in the tables: if that is another than
 * before, the replacement is all that is allowed. Once the role is back, a record that is touched runs again. Mutable.
 */
public final class KeptEffects {

    private final Set<String> lost = new TreeSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private boolean possible;

    /** The changes that stand for a run that may have been left out, by the run. */
    private final Map<RunKey, List<Change>> kept = new HashMap<>();

    /** The records among them that were replaced by their known effects. */
    private final Set<RunKey> known = new HashSet<>();

    /** What each run had changed in the tables when it was last looked at. */
    private Map<String, List<Change>> applied = Map.of();

    /** Those whose logic would have done something else at its place. */
    private final Set<RunKey> differing = new HashSet<>();

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
            possible = true;
        }
        applied = now;
    }

    /**
     * The server cannot read this record from now on.
     *
     * @param now what each record has changed in the tables
     */
    public void spoil(String id, Map<String, List<Change>> now) {
        unreadable.add(id);
        possible = true;
        applied = now;
    }

    /**
     * Records or further views were added to the log.
     *
     * @param log the records that it had before, in order of arrival
     * @param added the new records, and those that have got a view
     * @param now what each record has changed in the tables
     */
    public void committed(List<Entry> log, Collection<Entry> added, Map<String, List<Change>> now) {
        if (!added.isEmpty()) {
            Entry earliest = Collections.min(added);
            log.stream()
                    .filter(entry -> entry.isRunByServer() && earliest.compareTo(entry) <= 0)
                    .forEach(entry -> later(entry, now));
        }
        applied = now;
    }

    private void later(Entry entry, Map<String, List<Change>> now) {
        for (RunKey run : RunKey.of(entry)) {
            List<Change> before = run.among(applied, entry);
            List<Change> after = run.among(now, entry);
            boolean touched = !after.equals(before);
            if (isLeftOut(run, entry)) {
                keep(run, run.isOfView() && touched ? before : after, touched);
            } else if (touched) {
                returns += kept.remove(run) == null ? 0 : 1;
                known.remove(run);
            } else {
                kept.computeIfPresent(run, (same, former) -> after);
            }
        }
    }

    private void keep(RunKey run, List<Change> changes, boolean touched) {
        kept.put(run, changes);
        if (touched && !run.isOfView()) {
            known.add(run);
        }
    }

    private boolean isLeftOut(RunKey run, Entry entry) {
        return lost.contains(entry.user()) || unreadable.contains(entry.id()) || lost.contains(run.reader());
    }

    /** {@return whether a role was lost, or a record became unreadable, in this run} */
    public boolean isPossible() {
        return possible;
    }

    /** {@return the users whose roles are lost now} */
    public Set<String> lost() {
        return Set.copyOf(lost);
    }

    /** {@return the ids of the records that the server cannot read} */
    public Set<String> unreadable() {
        return Collections.unmodifiableSet(unreadable);
    }

    /** {@return whether this run keeps its effects, instead of what its logic would do} */
    boolean has(RunKey run) {
        return kept.containsKey(run);
    }

    /** {@return the effects that the run keeps} */
    List<Change> of(RunKey run, Entry entry) {
        if (known.contains(run)) {
            return entry.isRejected() ? List.of() : entry.changes();
        }
        return new ArrayList<>(kept.getOrDefault(run, List.of()));
    }

    /** Notes whether the logic of a run that keeps its effects would do something else. */
    void note(RunKey run, boolean differs) {
        if (differs) {
            differing.add(run);
        }
    }

    /** {@return how many records kept effects for a lost role although their logic would have done something else} */
    public long differing() {
        return differing.stream()
                .filter(run -> !run.isOfView() && !unreadable.contains(run.record()))
                .count();
    }

    /** {@return how many runs under further views kept effects although their logic would have done something else} */
    public long differingViews() {
        return differing.stream().filter(RunKey::isOfView).count();
    }

    /** {@return how many records that cannot be read kept effects although their logic would have done something else} */
    public long differingUnreadable() {
        return differing.stream()
                .filter(run -> !run.isOfView() && unreadable.contains(run.record()))
                .count();
    }

    /** {@return how often such a run ran again when its role was back} */
    public long returns() {
        return returns;
    }
}
