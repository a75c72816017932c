package org.synchrotron.server.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.KnownFold;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Patches;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.OldRecords;
import org.synchrotron.server.log.RefusedTable;
import org.synchrotron.server.log.RemovedTable;
import org.synchrotron.server.log.RowHistory;
import org.synchrotron.server.log.RowsAtFloor;

/**
 * Removes the beginning of the log, as far as it is old, some records at a time.
 *
 * <ol>
 *   <li>Wait for the log's lock, and find the first records that are old by their clocks and by their arrival.
 *   <li>Note in which rows their known effects come to something else than what they did in the tables.
 *   <li>Remove them, and raise the floor to the last of them.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class RecordRemoval {

    private final Duration age;
    private final int together;

    /**
     * @param age older records are removed
     * @param together the most records that one transaction removes
     */
    public RecordRemoval(Duration age, int together) {
        this.age = age;
        this.together = together;
    }

    /** {@return how old a record must be} */
    Duration age() {
        return age;
    }

    /**
     * Removes records, in a transaction that the caller begins and commits; it waits for the log's lock. If none is old enough, it deletes
     * refused records that are.
     *
     * @return how many; 0 if none is old enough
     */
    public int carryOut(Instant now, Handle sql) {
        return RoleScope.asEngine(sql, () -> {
            LogLock.take(sql);
            List<LoggedRecord> old = new OldRecords(sql).beginning(now.minus(age), together);
            if (old.isEmpty()) {
                new RefusedTable(sql).forget(now.minus(age));
            } else {
                noteRows(old, sql);
                new RemovedTable(sql).remove(old);
            }
            return old.size();
        });
    }

    private static void noteRows(List<LoggedRecord> old, Handle sql) {
        RowsAtFloor floor = new RowsAtFloor(sql);
        List<ActionId> ids = old.stream().map(each -> each.record().id()).toList();
        floor.noteDeletedBy(ids);
        Set<RowRef> rows = floor.mayDiffer(executed(old));
        if (rows.isEmpty()) {
            return;
        }
        KnownFold fold = new KnownFold(floor.knownBefore(rows));
        new RowHistory(sql).changes(rows, ids).forEach(fold::add);
        RowStates tables = floor.inTables(rows, ids);
        floor.noteDifferent(rows, different(rows, fold.states(), tables), fold.states());
        floor.noteDeleted(rows.stream().filter(row -> tables.get(row).isEmpty()).toList(), ids);
    }

    /** Adopted rows were in their table before, so nothing was applied for them. */
    private static List<ActionId> executed(List<LoggedRecord> records) {
        return records.stream()
                .map(LoggedRecord::record)
                .filter(record -> !record.tag().equals(SystemTags.ADOPTION))
                .map(record -> record.id())
                .toList();
    }

    /** A column that the log has never named is as in the table. */
    private static Set<RowRef> different(Collection<RowRef> rows, RowStates known, RowStates tables) {
        for (RowRef row : rows) {
            RowState state = known.get(row).orElse(null);
            RowState present = tables.get(row).orElse(null);
            if (state != null && present != null && state.audience().equals(present.audience())) {
                known.put(row, new RowState(state.audience(), Patches.merged(present.columns(), state.columns())));
            }
        }
        Set<RowRef> different = new HashSet<>();
        known.changesTo(tables).stream().map(RowChange::row).forEach(different::add);
        return different;
    }
}
