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
import org.synchrotron.server.log.RowsAtFloor;

/**
 * Finds the row changes that the log must add so that it matches the tables (rule 4): after a rewind, the fold of the known
 * effects must equal what the tables hold. Not thread-safe: an instance serves one rewind.
 *
 * <p>Comparing every row that the suffix touches would read most of the log each time. Fold and table can differ in a row only in
 * two cases: a record of the suffix, before the rewind or after it, changed the row differently than its known effects say; or a
 * correction that replays after one of these records wrote the row, and its cells may have become stale. In all other rows, fold and table
 * received the same writes, also in one that was corrected before.
 * Therefore call {@link #look} before the rewind, and {@link #difference} after it, once the effects of the new records are in
 * the log.
 */
public final class CorrectionFinder {

    /** The row changes that the log lacks, and the records whose runs differ from their known effects. */
    public record Difference(List<RowChange> changes, Set<ActionId> records) {}

    private final Handle sql;
    private final List<ActionId> suffix;
    private final Set<RowRef> candidates = new HashSet<>();

    private CorrectionFinder(Handle sql, List<ActionId> suffix) {
        this.sql = sql;
        this.suffix = suffix;
    }

    /** {@return a finder that has noted the differing rows before the rewind} */
    public static CorrectionFinder look(Handle sql, List<ActionId> suffix) {
        CorrectionFinder finder = new CorrectionFinder(sql, suffix);
        finder.addCandidates(finder.divergences());
        return finder;
    }

    /**
     * {@return the difference after the rewind}
     *
     * @param fresh the new records
     */
    public Difference difference(List<ActionId> fresh) {
        List<Divergence> divergences = divergences();
        addCandidates(divergences);
        List<ActionId> ran = new ArrayList<>(suffix);
        ran.addAll(fresh);
        candidates.addAll(new DivergenceTable(sql).correctedLater(ran));
        List<RowChange> changes = candidates.isEmpty() ? List.of() : compare();
        return new Difference(changes, differingRecords(divergences, changes));
    }

    private List<Divergence> divergences() {
        return suffix.isEmpty() ? List.of() : new DivergenceTable(sql).among(suffix);
    }

    private void addCandidates(List<Divergence> divergences) {
        divergences.forEach(each -> candidates.add(each.row()));
    }

    private List<RowChange> compare() {
        RowHistory rows = new RowHistory(sql);
        KnownFold fold = new KnownFold(new RowsAtFloor(sql).known(candidates));
        rows.changes(candidates).forEach(fold::add);
        return fold.states().changesTo(rows.present(candidates));
    }

    private static Set<ActionId> differingRecords(List<Divergence> divergences, List<RowChange> changes) {
        Set<RowRef> changed = new HashSet<>();
        changes.forEach(change -> changed.add(change.row()));
        Set<ActionId> differingRecords = new TreeSet<>();
        divergences.stream()
                .filter(each -> changed.contains(each.row()))
                .forEach(each -> differingRecords.add(each.record()));
        return differingRecords;
    }
}
