package org.synchrotron.client.store;

import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.sqlite.DecimalUses;
import org.synchrotron.db.sqlite.LeftOutRows;
import org.synchrotron.db.sqlite.RowImages;
import org.synchrotron.db.sqlite.RowLoader;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.db.sqlite.SqliteRows;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** The application's rows: applies effects, captures what that changed, and undoes it exactly. Not thread-safe. */
public final class TrackedRows implements AutoCloseable {

    private static final String APPLIED = "SELECT " + EffectTable.CHANGE
            + " FROM synchrotron_applied_changes WHERE record_number = ? ORDER BY position";

    private final Database database;
    private final SqliteRows rows;
    private final RowImages images;
    private final RowLoader loader;
    private final LeftOutTable leftOut;
    private final ReplicaState state;
    private final RecordNumbers numbers;
    private final List<String> tables;
    private final WrittenJson json;
    private final DecimalUses decimals;
    private boolean constraints = true;

    TrackedRows(Database database, Collection<TrackedTable> tables, LeftOutTable leftOut, ReplicaState state)
            throws SQLException {
        this.state = state;
        this.leftOut = leftOut;
        this.database = database;
        this.rows = new SqliteRows(database.connection(), tables, JsonText::readForUndo);
        this.images = new RowImages(database.connection(), tables);
        this.loader = new RowLoader(database.connection(), tables);
        this.numbers = database.numbers();
        this.tables = tables.stream().map(TrackedTable::name).toList();
        this.json = new WrittenJson(database.statements(), tables);
        this.decimals = new DecimalUses(tables);
    }

    /** {@return the names of the tracked tables} */
    List<String> tables() {
        return tables;
    }

    /** {@return what finds the statements that do more with decimals than store them} */
    public DecimalUses decimals() {
        return decimals;
    }

    /** Replaces rows that no record of this log made. */
    interface Loading {
        void with(RowLoader loader) throws SQLException;
    }

    /**
     * Runs such work; foreign keys must not be enforced.
     *
     * @param rows how many rows it inserts, about
     */
    void load(long rows, Loading work) {
        StoreFailure.unchecked(() -> loader.load(rows, () -> work.with(loader)));
    }

    /** Deletes the rows of these audiences, for which nothing of the log may be applied any more; foreign keys must not be enforced. */
    public void deleteAudiences(Set<String> audiences) {
        load(0, rows -> rows.deleteAudiences(JsonText.of(audiences)));
        leftOut.forgetAudiences(audiences);
    }

    /** {@return the present rows, each with its audience} Reads all of them. */
    public Map<RowRef, String> audiences() {
        Map<RowRef, String> all = new HashMap<>();
        for (String table : tables) {
            String select = "SELECT id, audience_key FROM " + Identifier.quote(table);
            database.statements()
                    .each(select, none -> {}, row -> all.put(new RowRef(table, row.getString(1)), row.getString(2)));
        }
        return all;
    }

    /** Deletes these rows, which are present, for a transaction that is undone: foreign keys are not checked for them. */
    public void remove(Map<RowRef, String> present) {
        List<RowEdit> deletions = present.entrySet().stream()
                .map(each -> new RowEdit(
                        RowOperation.DELETE,
                        each.getKey().table(),
                        each.getKey().id(),
                        each.getValue(),
                        JsonValue.EMPTY_JSON_OBJECT))
                .toList();
        StoreFailure.unchecked(() -> rows.remove(deletions));
    }

    /** Captures further writes to tracked tables for this record. */
    public void capture(ActionId record) {
        long number = numbers.of(record);
        StoreFailure.unchecked(() -> rows.context().record(number));
    }

    /** Refuses further writes to tracked tables. */
    public void rest() {
        StoreFailure.unchecked(() -> rows.context().none());
    }

    /**
     * Applies effects on behalf of the record.
     *
     * @return the rows of which a change was left out, because the table cannot hold it at present, each with the reason
     */
    public Map<RowRef, String> apply(ActionId record, List<RowChange> effects) {
        if (effects.isEmpty()) {
            return Map.of();
        }
        long number = numbers.of(record);
        StoreFailure.unchecked(() -> rows.context().apply(number));
        Map<RowRef, String> left = new HashMap<>();
        for (RowChange change : effects) {
            String refusal = refusal(change);
            if (refusal != null) {
                left.put(change.row(), refusal);
            }
        }
        return left;
    }

    /** {@return why the change cannot be applied; null if it was} */
    private @Nullable String refusal(RowChange change) {
        try {
            rows.apply(edit(change));
            return null;
        } catch (SQLException e) {
            if (isUnfit(e)) {
                return e.getMessage();
            }
            throw new StoreFailure(e);
        }
    }

    /** Constraints that are switched off for known effects hold up nothing: the work is repeated without them. */
    private boolean isUnfit(SQLException failure) {
        return LeftOutRows.follow(failure) && !(constraints && SqliteFailures.canBeSwitchedOff(failure));
    }

    /**
     * Undoes everything that was applied for these records, latest first. A row whose table changed since then, and that cannot go back,
     * stays: its table comes anew.
     */
    public void undo(Collection<ActionId> records) {
        List<Long> undone = numbers.of(records);
        StoreFailure.unchecked(() -> UnreadableValue.reading(() -> {
            rows.undo(undone, this::stays);
            return undone;
        }));
    }

    private boolean stays(RowEdit inverse, SQLException failure) {
        if (!isUnfit(failure)) {
            return false;
        }
        state.lacksTables(Set.of(inverse.table()));
        return true;
    }

    /** {@return the record's applied changes: what the triggers captured when it was last applied} */
    public List<RowChange> applied(ActionId record) {
        return EffectTable.changes(database.statements(), APPLIED, numbers.of(record));
    }

    /** {@return a sentence about a JSON value that the record wrote and that not every replica could read; empty if there is none} */
    public Optional<String> unportable(ActionId record) {
        return json.unportable(numbers.of(record));
    }

    /** {@return the present states of these rows} */
    public RowStates present(Collection<RowRef> wanted) {
        RowStates present = new RowStates();
        for (RowRef row : wanted) {
            StoreFailure.unchecked(() -> images.of(row.table(), row.id())).ifPresent(image -> put(present, row, image));
        }
        return present;
    }

    private static void put(RowStates present, RowRef row, RowImages.RowImage image) {
        try {
            present.put(row, new RowState(image.audienceKey(), JsonText.read(image.columns())));
        } catch (MalformedJson unreadable) {
            present.unknown(Set.of(row));
        }
    }

    /**
     * Sets, between transactions, whether foreign keys and checks are enforced. Known effects need them off, since a replica may hold a
     * row whose parent its user does not see, and pass through states in which a row is not valid. Logic needs them on, since cascades
     * and refusals are part of it.
     */
    void enforceConstraints(boolean enforce) {
        if (enforce == constraints) {
            return;
        }
        try {
            SqliteConnections.enforceForeignKeys(database.connection(), enforce);
            SqliteConnections.enforceChecks(database.connection(), enforce);
            constraints = enforce;
        } catch (SQLException e) {
            throw SqliteFailures.of(database.file(), "constraints cannot be switched", e);
        }
    }

    private static RowEdit edit(RowChange change) {
        return new RowEdit(
                switch (change.operation()) {
                    case INSERT -> RowOperation.INSERT;
                    case UPDATE -> RowOperation.UPDATE;
                    case DELETE -> RowOperation.DELETE;
                },
                change.row().table(),
                change.row().id(),
                change.audience(),
                change.forward());
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        images.close();
        loader.close();
    }
}
