package org.synchrotron.client.schema;

import static java.util.Objects.requireNonNull;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.Entries;
import org.synchrotron.client.LeftOutRow;
import org.synchrotron.client.RowAdoption;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.UnadoptedRow;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.client.store.sqlite.PortableSql;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Alice's program, of which one version after the other opens the same file. */
final class Program implements AutoCloseable {

    static final String TEAM = "team";

    private static final UserId ALICE = new UserId("alice");
    private static final RowDeliveryId ROWS = new RowDeliveryId("rows-1");

    private final Path file;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong wall = new AtomicLong(1_000_000);
    private final List<LeftOutRow> leftOut = new ArrayList<>();
    private int undoneLast;
    private long part;
    private List<SchemaStep> steps = List.of();
    private List<String> tables = List.of();
    private final Map<String, RowAdoption> adoptions = new HashMap<>();
    private final List<UnadoptedRow> notAdopted = new ArrayList<>();
    private List<Action<?, ?>> actions = List.of(new Run());
    private @Nullable Store store;
    private @Nullable Replica replica;

    Program(Path file) {
        this.file = file;
    }

    /** A step of SQL. */
    static SchemaStep sql(String sql) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        };
    }

    Program tracking(String... names) {
        tables = List.of(names);
        return this;
    }

    /** Like {@link #tracking}, but this table's rows are adopted. */
    Program adopting(String table, RowAdoption how) {
        adoptions.put(table, how);
        return this;
    }

    Program having(Action<?, ?>... some) {
        actions = List.of(some);
        return this;
    }

    /** Opens the file with these steps, after closing it. */
    Program open(SchemaStep... all) {
        close();
        steps = List.of(all);
        store = Store.open(new StoreSettings(
                file,
                ALICE,
                new ClientId("alices-phone"),
                steps,
                tables,
                adoptions,
                wall::get,
                System::nanoTime,
                () -> new UUID(7, ids.incrementAndGet()),
                LogKeeping.DEFAULT));
        replica = new Replica(
                store,
                new ActionCatalogue(actions.stream()
                        .<ActionDefinition<?, ?>>map(ActionDefinition::of)
                        .toList()),
                new MessageCodec(),
                () -> new UUID(7, ids.incrementAndGet()),
                new SyncListener() {
                    @Override
                    public void replayed(int undone, int applied, int run) {
                        undoneLast = undone;
                    }

                    @Override
                    public void rowsLeftOut(List<LeftOutRow> rows) {
                        leftOut.addAll(rows);
                    }

                    @Override
                    public void rowsNotAdopted(List<UnadoptedRow> rows) {
                        notAdopted.addAll(rows);
                    }
                },
                false);
        replica.rows().welcomed("epoch", Set.of(TEAM));
        return this;
    }

    Program reopen() {
        return open(steps.toArray(SchemaStep[]::new));
    }

    /** Opens the file with the same steps and one more. */
    Program withStep(SchemaStep step) {
        List<SchemaStep> more = new ArrayList<>(steps);
        more.add(step);
        return open(more.toArray(SchemaStep[]::new));
    }

    Replica replica() {
        return requireNonNull(replica);
    }

    /** What the listener was told. */
    List<LeftOutRow> told() {
        return leftOut;
    }

    /** {@return the rows that were not adopted at the last attempt} */
    List<UnadoptedRow> adopt() {
        notAdopted.clear();
        replica().rows().adopt();
        return List.copyOf(notAdopted);
    }

    int leftOutCount() {
        return replica().leftOut().count();
    }

    /** How many records were undone when the tables were replayed last. */
    int undoneLast() {
        return undoneLast;
    }

    void run(String sql) {
        replica().perform(new Run.Args(sql));
    }

    void deliver(LogEntry... entries) {
        long cursor = replica().state().cursor();
        long upTo = List.of(entries).stream()
                .mapToLong(each -> each.accepted().orElseThrow().ingestId())
                .reduce(cursor, Math::max);
        undoneLast = 0;
        replica()
                .receive(new Delivery(
                        ALICE,
                        AudiencesDigest.of(Set.of()),
                        cursor,
                        upTo,
                        upTo,
                        Bench.PLACE,
                        List.of(entries),
                        List.of()));
        replica().leftOut().report();
    }

    void deliverRows(long upTo, RowScope whole, Map<String, List<String>> columns, Map<String, String> rows) {
        begin(whole);
        rows.forEach((table, content) -> add(table, requireNonNull(columns.get(table)), content));
        endRows(upTo);
        replica().leftOut().report();
    }

    /** A row delivery begins, and one part of it comes. */
    void beginRows(RowScope whole, String table, List<String> columns, String content) {
        begin(whole);
        add(table, columns, content);
    }

    /** {@return whether a row delivery had begun} Ends it. */
    boolean endRows(long upTo) {
        return replica()
                .rows()
                .finish(new RowsEnd(ROWS, part, upTo, new Cursor("epoch:" + upTo), new HybridTimestamp(upTo, 1)));
    }

    private void begin(RowScope whole) {
        part = 0;
        replica()
                .rows()
                .begin(new RowsStart(
                        ALICE,
                        ROWS,
                        AudiencesDigest.of(Set.of()),
                        replica().state().cursor(),
                        whole,
                        1,
                        false));
    }

    private void add(String table, List<String> columns, String content) {
        part++;
        replica().rows().add(new RowsPresent(ROWS, part, table, columns, content, null));
    }

    /** Bob's record, at this time of the log, with these effects. */
    static LogEntry bob(long time, long ingestId, RowChange... effects) {
        return Entries.bobs("bob-" + ingestId, "unknown_v1", time, ingestId, JsonValue.EMPTY_JSON_OBJECT, effects);
    }

    static RowChange inserted(String table, String json) {
        JsonObject row = json(json);
        return new RowChange.Inserted(new RowRef(table, row.getString("id")), TEAM, row);
    }

    static RowChange updated(String table, String id, String json) {
        return new RowChange.Updated(new RowRef(table, id), TEAM, json(json), JsonValue.EMPTY_JSON_OBJECT);
    }

    static RowChange deleted(String table, String id) {
        return new RowChange.Deleted(new RowRef(table, id), TEAM, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** A JSON object with single quotes. */
    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }

    /** Outside of actions. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The connection of the file, with whose end the process dies. */
    Connection connection() {
        return requireNonNull(store).database().connection();
    }

    List<String> texts(String sql) {
        Store present = requireNonNull(store);
        return present.database().transaction("reading", () -> {
            try (Handle handle =
                    PortableSql.over(present.database().connection()).open()) {
                return handle.createQuery(sql).mapTo(String.class).list();
            }
        });
    }

    @Override
    public void close() {
        if (replica != null) {
            replica.close();
            replica = null;
        }
    }
}
