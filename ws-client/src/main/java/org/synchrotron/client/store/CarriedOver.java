package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.synchrotron.client.RecoveredFile;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/** What a new file takes from a damaged one: what nobody else has. Not thread-safe. */
final class CarriedOver {

    /** Not the cursor: all rows come anew. */
    private static final Map<StateTable.Key, Function<String, ?>> STATE = Map.of(
            StateTable.Key.WELCOMES, StateTable::count,
            StateTable.Key.SERVER_EPOCH, Function.identity(),
            StateTable.Key.CLOCK_TIME_MS, StateTable::count,
            StateTable.Key.CLOCK_COUNTER, StateTable::count,
            StateTable.Key.PAST_FORGOTTEN, Function.identity());

    private static final String RECORDS = "synchrotron_action_records";

    private static final String PENDING = " WHERE server_ingest_id IS NULL";

    private static final String OF_PENDING = " WHERE record_number IN (SELECT number FROM " + RECORDS + PENDING + ")";

    /** If nobody can say whose file it was. */
    private static final String OF_OTHERS = "DELETE FROM " + RECORDS + " WHERE user_id <> " + FileCheck.USER;

    /** Of what could only be read in part. */
    private static final List<String> ORPHANS = List.of(
            "DELETE FROM synchrotron_action_modified_rows WHERE record_number NOT IN (SELECT number FROM " + RECORDS
                    + ")",
            "DELETE FROM synchrotron_quarantined_records WHERE record_number NOT IN (SELECT number FROM " + RECORDS
                    + ")",
            "UPDATE synchrotron_quarantined_records SET refused_id = (SELECT id FROM " + RECORDS
                    + " WHERE number = record_number) WHERE refused_id NOT IN " + FileCheck.QUARANTINED,
            "UPDATE " + RECORDS + " SET applied = NULL," + " user_id = " + FileCheck.USER + ", client_id = "
                    + FileCheck.CLIENT);

    private static final String UNTRACKED = """
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
            AND name NOT LIKE 'synchrotron!_%' ESCAPE '!'
            AND name COLLATE NOCASE NOT IN (SELECT table_name FROM synchrotron_tracked_tables)""";

    private static final String TRIGGERS =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN (" + UNTRACKED + ")";

    private static final String LATEST =
            "SELECT coalesce(max(clock_time_ms), 0), coalesce(max(clock_counter), 0) FROM " + RECORDS;

    private final Salvage salvage;
    private final Store fresh;
    private final StoreSettings settings;
    private int pending;
    private int quarantined;

    CarriedOver(Salvage salvage, Store fresh, StoreSettings settings) {
        this.salvage = salvage;
        this.fresh = fresh;
        this.settings = settings;
    }

    /**
     * Copies all, in one transaction.
     *
     * @throws org.synchrotron.client.DatabaseFailure if the damaged file belongs to another user or client, or the new one cannot be written
     */
    void copy() {
        Optional<String> user = salvage.state(StateTable.Key.USER_ID, UserId::new);
        Optional<String> client =
                salvage.state(StateTable.Key.CLIENT_ID, ClientId::new).or(salvage::clientOfWork);
        Ownership.require(settings.file(), user, settings.user(), client, settings.clientId());
        fresh.transactionWithoutConstraints("cannot be filled with what a damaged file has", () -> {
            StateTable state = new StateTable(fresh.database());
            client.ifPresent(same -> state.put(StateTable.Key.CLIENT_ID, same));
            STATE.forEach((key, reader) -> salvage.state(key, reader).ifPresent(value -> state.put(key, value)));
            fresh.state().reload();
            StoreFailure.unchecked(() -> copy(fresh.database().connection()));
            StoreFailure.unchecked(() -> complete(fresh.database().connection(), user.isPresent()));
            return fresh;
        });
    }

    private void copy(Connection into) throws SQLException {
        SqliteConnections.enforceChecks(into, true);
        salvage.copy(RECORDS, PENDING, into);
        salvage.copy("synchrotron_action_modified_rows", OF_PENDING, into);
        salvage.copy("synchrotron_quarantined_records", "", into);
        salvage.copy("synchrotron_past_records", "", into);
        salvage.copy("synchrotron_edited_records", "", into);
        salvage.copy("synchrotron_unadopted_rows", "", into);
        salvage.copy(RECORDS, ownAccepted(), "synchrotron_past_records", List.of(PastRecords.KEPT.split(", ")), into);
        salvage.passedOver(UnreadableRows.delete(into));
        // Rows of the application may break checks that a later version of it has.
        SqliteConnections.enforceChecks(into, false);
    }

    private void complete(Connection into, boolean isOwnerKnown) throws SQLException {
        try (Statement statement = into.createStatement()) {
            if (!isOwnerKnown) {
                statement.executeUpdate(OF_OTHERS);
            }
            for (String orphans : ORPHANS) {
                statement.executeUpdate(orphans);
            }
            untracked(statement, into);
            try (ResultSet latest = statement.executeQuery(LATEST)) {
                latest.next();
                fresh.state().clock().receive(new HybridTimestamp(latest.getLong(1), latest.getLong(2)));
            }
        }
        fresh.state().saveClock();
        WaitingCounts.Waiting waiting = new WaitingCounts(fresh.database()).now();
        pending = waiting.pending();
        quarantined = waiting.quarantined();
    }

    private String ownAccepted() {
        return " WHERE server_ingest_id IS NOT NULL AND client_id = "
                + Identifier.literal(fresh.state().clientId().value());
    }

    /** The application's triggers have acted on these rows already. */
    private void untracked(Statement statement, Connection into) throws SQLException {
        TreeMap<String, String> triggers = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(TRIGGERS)) {
            while (rows.next()) {
                triggers.put(rows.getString(1), rows.getString(2));
            }
        }
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(UNTRACKED)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        for (String trigger : triggers.keySet()) {
            statement.executeUpdate("DROP TRIGGER " + Identifier.quote(trigger));
        }
        for (String table : tables) {
            salvage.copy(table, "", into);
        }
        for (String sql : triggers.values()) {
            statement.executeUpdate(sql);
        }
    }

    /** {@return what became of the damaged file} */
    RecoveredFile recovered(Path copy, String damage) {
        return new RecoveredFile(copy, damage, pending, quarantined, salvage.isComplete());
    }
}
