package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.KnownFold;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.log.DivergenceTable;
import org.synchrotron.server.log.DivergenceTable.Divergence;
import org.synchrotron.server.log.RowHistory;

/**
 * Finds what the log must add so that it stays true (rule 4): after a rewind, folding the known effects has to give what the
 * tables hold.
 *
 * <p>Looking at every row that the suffix touches would read most of the log each time. A row can only have parted if a record
 * of the suffix did something else to it than the log says, before the rewind or after it, or if a correction has written it,
 * whose cells may have become stale. Where none of this is so, fold and tables went through the same writes. So: {@link #look}
 * before the rewind, {@link #difference} after it and after the new records' effects are in the log.
 */
public final class CorrectionFinder {

    /** What is missing in the log, and which records did otherwise than it says. */
    public record Difference(List<RowChange> changes, Set<ActionId> records) {}

    private final Handle sql;
    private final List<ActionId> suffix;
    private final Set<RowRef> suspects = new HashSet<>();

    private CorrectionFinder(Handle sql, List<ActionId> suffix) {
        this.sql = sql;
        this.suffix = suffix;
    }

    /** Looks before the rewind. */
    public static CorrectionFinder look(Handle sql, List<ActionId> suffix) {
        CorrectionFinder finder = new CorrectionFinder(sql, suffix);
        finder.suspect(finder.divergences());
        return finder;
    }

    /** {@return the difference after the rewind} */
    public Difference difference(List<ActionId> fresh) {
        List<Divergence> divergences = divergences();
        suspect(divergences);
        List<ActionId> ran = new ArrayList<>(suffix);
        ran.addAll(fresh);
        suspects.addAll(new DivergenceTable(sql).correctedAmong(ran));
        List<RowChange> changes = suspects.isEmpty() ? List.of() : compare();
        return new Difference(changes, culprits(divergences, changes));
    }

    private List<Divergence> divergences() {
        return suffix.isEmpty() ? List.of() : new DivergenceTable(sql).among(suffix);
    }

    private void suspect(List<Divergence> divergences) {
        divergences.forEach(each -> suspects.add(each.row()));
    }

    private List<RowChange> compare() {
        RowHistory rows = new RowHistory(sql);
        KnownFold fold = new KnownFold();
        rows.changes(suspects).forEach(fold::add);
        return fold.states().changesTo(rows.present(suspects));
    }

    private static Set<ActionId> culprits(List<Divergence> divergences, List<RowChange> changes) {
        Set<RowRef> changed = new HashSet<>();
        changes.forEach(change -> changed.add(change.row()));
        Set<ActionId> culprits = new TreeSet<>();
        divergences.stream().filter(each -> changed.contains(each.row())).forEach(each -> culprits.add(each.record()));
        return culprits;
    }
}
