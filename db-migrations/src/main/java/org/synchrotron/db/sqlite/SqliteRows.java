package org.synchrotron.db.sqlite;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.TrackedTable;

/**
 * Known effects forward, applied changes back.
 *
 * <p>Both write exactly the rows they name. Where a foreign key action or a trigger of the application changes further
 * tracked rows, those changes are taken back at once, and checks of foreign keys wait for the commit. A replica whose
 * user does not see every parent row cannot satisfy its foreign keys, though: it applies known effects in transactions
 * with enforcement off ({@link SqliteConnections#enforceForeignKeys}). RESTRICT is checked at once and so has no place in
 * the foreign keys of tracked tables; use NO ACTION.
 *
 * <p>Works inside the caller's transaction; keeps prepared statements until {@link #close()}. Build it after the tables
 * have been tracked, for one connection and one thread.
 */
public final class SqliteRows implements AutoCloseable {
    /** Stands for no record: what is captured for it is taken back before anybody sees it. */
    private static final long SCRATCH = 0;

    private final RowWriter writer;
    private final AppliedChanges applied;
    private final CaptureContext context;
    private final SideEffects effects;

    /** @param json reads the text of a JSON object; numbers keep their digits */
    public SqliteRows(Connection connection, Collection<TrackedTable> tables, Function<String, JsonObject> json)
            throws SQLException {
        writer = new RowWriter(connection, tables);
        applied = new AppliedChanges(connection, json);
        context = new CaptureContext(connection);
        effects = new SideEffects(connection);
    }

    /** The context of this connection's triggers: {@link #apply} needs a record in it. */
    public CaptureContext context() {
        return context;
    }

    /**
     * Carries out one known effect. An INSERT of a row that exists, and an UPDATE or DELETE of a row that does not, do
     * nothing.
     *
     * @return whether a row was written
     */
    public boolean apply(RowEdit edit) throws SQLException {
        effects.deferChecks(edit);
        if (!effects.possible(edit)) {
            return writer.write(edit);
        }
        long before = applied.lastPosition();
        boolean written = writer.write(edit);
        revertOthers(before, edit);
        return written;
    }

    /** Where the undo log stands; 0 when it is empty. What is applied from now on stands behind it. */
    public long position() throws SQLException {
        return applied.lastPosition();
    }

    /** Undoes whatever was applied for these records, latest first, and forgets it. */
    public void undo(Collection<Long> records) throws SQLException {
        String list = records.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        uncaptured(() -> {
            applied.visitRecords(list, this::revert);
            applied.forgetRecords(list);
        });
    }

    /** Undoes everything that stands behind the position, latest first, and forgets it. */
    public void undoAfter(long position) throws SQLException {
        uncaptured(() -> {
            applied.visitAfter(position, this::revert);
            applied.forgetAfter(position);
        });
    }

    private void revert(AppliedChanges.Inverse inverse) throws SQLException {
        effects.deferChecks(inverse.edit());
        if (!effects.possible(inverse.edit())) {
            writer.write(inverse.edit(), inverse.exactTexts());
            return;
        }
        long before = applied.lastPosition();
        context.record(SCRATCH);
        writer.write(inverse.edit(), inverse.exactTexts());
        context.undo();
        revertOthers(before, inverse.edit());
        applied.forgetAfter(before);
    }

    /** Takes back what was captured after the position, but for the edit itself. */
    private void revertOthers(long before, RowEdit edit) throws SQLException {
        if (applied.lastPosition() - before <= 1) {
            return;
        }
        uncaptured(() -> {
            OwnChange own = new OwnChange(edit);
            applied.visitAfter(before, inverse -> {
                if (!own.isFirstMetBy(inverse.edit())) {
                    writer.write(inverse.edit(), inverse.exactTexts());
                    applied.forget(inverse.position());
                }
            });
        });
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void uncaptured(Work work) throws SQLException {
        CaptureContext.Setting before = context.current();
        context.undo();
        work.run();
        context.restore(before);
    }

    /** Recognizes, from the latest change backwards, the one that the edit itself made. */
    private static final class OwnChange {
        private final RowEdit edit;
        private boolean met;

        OwnChange(RowEdit edit) {
            this.edit = edit;
        }

        boolean isFirstMetBy(RowEdit inverse) {
            if (met || !inverse.rowId().equals(edit.rowId()) || !inverse.table().equals(edit.table())) {
                return false;
            }
            met = inverse.operation() == edit.operation().inverse();
            return met;
        }
    }

    @Override
    public void close() throws SQLException {
        writer.close();
        applied.close();
        context.close();
        effects.close();
    }
}
