package org.synchrotron.client.reconcile;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.receive.Received;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.client.store.sqlite.PortableSql;
import org.synchrotron.client.todos.Crash;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Alice's replica, driven by hand. */
public final class Bench implements AutoCloseable {

    /** The place up to which the log was delivered, as a server names it. */
    public static final Cursor PLACE = new Cursor("here");

    static final UserId ALICE = new UserId("alice");

    private static final MessageCodec CODEC = new MessageCodec();

    private final Path file;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong wall = new AtomicLong(1_000);
    private final List<ImpureAction> impure = new ArrayList<>();
    private final List<LostRecords> lost = new ArrayList<>();
    private final List<ActionId> decided = new ArrayList<>();
    private final boolean purityCheck;
    private final LogKeeping keeping;
    private Store store;
    private Replica replica;

    public Bench(Path file) {
        this(file, false);
    }

    public Bench(Path file, boolean purityCheck) {
        this(file, purityCheck, LogKeeping.DEFAULT);
    }

    public Bench(Path file, boolean purityCheck, LogKeeping keeping) {
        this.file = file;
        this.purityCheck = purityCheck;
        this.keeping = keeping;
        store = open();
        replica = replica();
        replica.rows().welcomed("epoch", Set.of("team", "u:alice"));
    }

    private Store open() {
        Store opened = Store.open(new StoreSettings(
                file,
                ALICE,
                new ClientId("alices-phone"),
                List.of(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate(Todos.DDL);
                    }
                }),
                List.of("todos"),
                Map.of(),
                wall::get,
                System::nanoTime,
                this::nextId,
                keeping));
        Crash.CONNECTION.set(opened.database().connection());
        return opened;
    }

    private UUID nextId() {
        return new UUID(0xA11CEL, ids.incrementAndGet());
    }

    private Replica replica() {
        SyncListener listener = new SyncListener() {
            @Override
            public void impure(ImpureAction found) {
                impure.add(found);
            }

            @Override
            public void recordsLost(LostRecords some) {
                lost.add(some);
            }

            @Override
            public void decided(ActionId record, Outcome outcome) {
                decided.add(record);
            }
        };
        return new Replica(store, new ActionCatalogue(Todos.definitions()), CODEC, this::nextId, listener, purityCheck);
    }

    public Replica alice() {
        return replica;
    }

    /** The impure actions that were told of, in order. */
    public List<ImpureAction> impure() {
        return impure;
    }

    /** The losses of the server that were told of, in order. */
    public List<LostRecords> lost() {
        return lost;
    }

    /** The records of whose outcomes was told, in order. */
    public List<ActionId> decided() {
        return decided;
    }

    public Store store() {
        return store;
    }

    public Path file() {
        return file;
    }

    public void wall(long millis) {
        wall.set(millis);
    }

    /** The process dies: what is not committed is lost. */
    public void crash() throws SQLException {
        store.database().connection().close();
        // What the operating system does for a process that has died.
        store.close();
        store = open();
        replica = replica();
    }

    public Received deliver(long upTo, LogEntry... entries) {
        return replica.receive(new Delivery(
                ALICE,
                AudiencesDigest.of(Set.of()),
                replica.state().cursor(),
                upTo,
                upTo,
                PLACE,
                List.of(entries),
                List.of()));
    }

    /** Undoes everything and replays everything. */
    public void replayAll() {
        Logic logic = new Logic(new ActionCatalogue(Todos.definitions()), store, null);
        Reconciler reconciler = new Reconciler(store, logic, (record, cause) -> {});
        store.transactionOfReplay("everything", true, () -> {
            ReplayKey least = new ReplayKey(
                    HybridTimestamp.ZERO, new ClientId("-"), new ActionId("00000000-0000-0000-0000-000000000000"));
            return reconciler.reconcile(
                    new LogChange(Optional.of(least), store.records().firstPending(), Map.of()));
        });
    }

    /** The todos by id: audience and columns in their portable form. */
    public Map<String, String> rows() {
        return read("""
                SELECT id, audience_key, text, number, done, created_at FROM todos""");
    }

    private Map<String, String> read(String sql) {
        return store.database().transaction("reading", () -> {
            Map<String, String> rows = new TreeMap<>();
            try (Handle handle = PortableSql.over(store.database().connection()).open()) {
                handle.createQuery(sql)
                        .map((found, context) -> rows.put(found.getString(1), row(found.getString(2), columns(found))))
                        .list();
            }
            return rows;
        });
    }

    static String row(String audience, JsonObject columns) {
        return audience + " " + new TreeMap<>(columns);
    }

    private static JsonObject columns(ResultSet row) throws SQLException {
        JsonObjectBuilder columns = Json.createObjectBuilder().add("id", row.getString(1));
        text(columns, "text", row.getString(3));
        columns.add("number", row.getLong(4));
        boolean done = row.getBoolean(5);
        if (row.wasNull()) {
            columns.addNull("done");
        } else {
            columns.add("done", done);
        }
        text(columns, "created_at", row.getString(6));
        return columns.build();
    }

    private static void text(JsonObjectBuilder columns, String name, @Nullable String value) {
        if (value == null) {
            columns.addNull(name);
        } else {
            columns.add(name, value);
        }
    }

    /** Everything that a replay must leave as it is, in the file's own words. */
    public List<String> dump() {
        List<String> dump = new ArrayList<>();
        for (String sql : List.of(
                "SELECT quote(id) || quote(audience_key) || quote(text) || quote(number) || quote(done)"
                        + " || quote(created_at) FROM todos ORDER BY id",
                "SELECT id || coalesce(applied, '-') || coalesce(server_ingest_id, 'pending')"
                        + " FROM synchrotron_action_records ORDER BY clock_time_ms, clock_counter, client_id, id",
                "SELECT id || sequence || table_name || row_id || operation || forward_patches || reverse_patches"
                        + " FROM synchrotron_action_modified_rows JOIN synchrotron_action_records"
                        + " ON number = record_number ORDER BY 1",
                "SELECT id || table_name || row_id || operation || forward_patches || reverse_patches"
                        + " FROM synchrotron_applied_changes JOIN synchrotron_action_records"
                        + " ON number = record_number ORDER BY position",
                "SELECT id || refused_id || code || message || quarantined_at"
                        + " FROM synchrotron_quarantined_records JOIN synchrotron_action_records"
                        + " ON number = record_number ORDER BY id",
                "SELECT mode FROM synchrotron_capture_context",
                "SELECT key || value FROM synchrotron_state WHERE key NOT IN ('schema_version', 'schema_checksum') ORDER BY key")) {
            dump.addAll(texts(sql));
        }
        return dump;
    }

    public List<String> texts(String sql) {
        return store.database().transaction("reading", () -> {
            try (Handle handle = PortableSql.over(store.database().connection()).open()) {
                return handle.createQuery(sql).mapTo(String.class).list();
            }
        });
    }

    public List<RowChange> effects(LogEntry entry) {
        return store.database()
                .transaction("reading", () -> store.effects().of(entry.record().id()));
    }

    @Override
    public void close() {
        replica.close();
    }
}
