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
 * Applies known effects and undoes applied changes.
 *
 * <p>Both change exactly the rows that the effects or changes name. Triggers of the application do not act. If a foreign key action
 * changes other tracked rows, those changes are undone at once. Foreign keys are checked at the commit. A user who does not see
 * all parent rows has a replica that cannot satisfy its foreign keys: it applies known effects in transactions with enforcement
 * off ({@link SqliteConnections#enforceForeignKeys}). Foreign keys of tracked tables must use NO ACTION and not RESTRICT, because
 * SQLite checks RESTRICT at once.
 *
 * <p>Works inside the caller's transaction and keeps prepared statements until {@link #close()}. Create it after the tables are
 * tracked, for one connection and one thread.
 */
public final class SqliteRows implements AutoCloseable {
    /** The number of no record. Changes that are captured for it are undone within the same call. */
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

    /** Returns the context of this connection's triggers. Call {@link CaptureContext#apply} before {@link #apply}. */
    public CaptureContext context() {
        return context;
    }

    /**
     * Applies one known effect. An INSERT of an existing row, and an UPDATE or DELETE of a missing row, do nothing.
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

    /**
     * Deletes these rows and nothing else, for a transaction that is undone: foreign keys are not checked for them, and no record captures
     * them.
     */
    public void remove(Collection<RowEdit> deletions) throws SQLException {
        CaptureContext.Setting before = context.current();
        context.apply(SCRATCH);
        for (RowEdit each : deletions) {
            apply(each);
        }
        context.restore(before);
        effects.checkAtOnce();
    }

    /** Returns the last position of the undo log, or 0 if it is empty. Changes that are applied later have greater positions. */
    public long position() throws SQLException {
        return applied.lastPosition();
    }

    /**
     * Undoes all changes that were applied for these records, latest first, and deletes them from the undo log.
     *
     * @param stays whether a row may stay as it is, because it cannot go back: its table changed since the change was captured
     */
    public void undo(Collection<Long> records, Unfit stays) throws SQLException {
        String list = records.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        withoutCapture(() -> {
            applied.visitRecords(list, inverse -> {
                try {
                    revert(inverse);
                } catch (SQLException e) {
                    if (!stays.test(inverse.edit(), e)) {
                        throw e;
                    }
                    context.undo();
                }
            });
            applied.deleteRecords(list);
        });
    }

    /** Undoes all changes that were applied for these records; fails if a row cannot go back. */
    public void undo(Collection<Long> records) throws SQLException {
        undo(records, (edit, failure) -> false);
    }

    /** Judges a row that cannot go back. */
    @FunctionalInterface
    public interface Unfit {
        boolean test(RowEdit inverse, SQLException failure);
    }

    /** Undoes all changes after the position, latest first, and deletes them from the undo log. */
    public void undoAfter(long position) throws SQLException {
        withoutCapture(() -> {
            applied.visitAfter(position, this::revert);
            applied.deleteAfter(position);
        });
    }

    private void revert(AppliedChanges.Inverse inverse) throws SQLException {
        effects.deferChecks(inverse.edit());
        if (!effects.possible(inverse.edit())) {
            writer.write(inverse.edit(), inverse.exactTexts());
            return;
        }
        long before = applied.lastPosition();
        context.apply(SCRATCH);
        writer.write(inverse.edit(), inverse.exactTexts());
        context.undo();
        revertOthers(before, inverse.edit());
        applied.deleteAfter(before);
    }

    /** Undoes the changes that were captured after the position, except for the edit's own change. */
    private void revertOthers(long before, RowEdit edit) throws SQLException {
        if (applied.lastPosition() - before <= 1) {
            return;
        }
        withoutCapture(() -> {
            OwnChange own = new OwnChange(edit);
            applied.visitAfter(before, inverse -> {
                if (!own.isUndoneBy(inverse.edit())) {
                    writer.write(inverse.edit(), inverse.exactTexts());
                    applied.delete(inverse.position());
                }
            });
        });
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void withoutCapture(Work work) throws SQLException {
        CaptureContext.Setting before = context.current();
        context.undo();
        work.run();
        context.restore(before);
    }

    /** Finds the edit's own change among the captured ones, which must come latest first. */
    private static final class OwnChange {
        private final RowEdit edit;
        private boolean found;

        OwnChange(RowEdit edit) {
            this.edit = edit;
        }

        boolean isUndoneBy(RowEdit inverse) {
            if (found
                    || !inverse.rowId().equals(edit.rowId())
                    || !inverse.table().equals(edit.table())) {
                return false;
            }
            found = inverse.operation() == edit.operation().inverse();
            return found;
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
