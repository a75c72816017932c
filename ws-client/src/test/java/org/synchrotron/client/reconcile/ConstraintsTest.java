package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.correction;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** What the log says holds at its end; on the way there it may not. */
@DisplayName("A table with constraints")
class ConstraintsTest {

    private static final UserId ALICE = new UserId("alice");

    private static final String DDL = """
            CREATE TABLE seats (
              id TEXT PRIMARY KEY NOT NULL,
              audience_key TEXT NOT NULL,
              name TEXT UNIQUE,
              low INTEGER NOT NULL DEFAULT 0,
              high INTEGER NOT NULL DEFAULT 9,
              CHECK (low <= high)
            )""";

    /** Names a seat. */
    @SyncAction("name_v1")
    public static final class Name implements Action<Name.Args, Void> {
        public record Args(String id, String name) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            context.sql().execute("UPDATE seats SET name = ? WHERE id = ?", args.name(), args.id());
            return null;
        }
    }

    @TempDir
    Path directory;

    private final AtomicLong ids = new AtomicLong();
    private Store store;
    private Replica alice;

    @BeforeEach
    void open() {
        store = Store.open(new StoreSettings(
                directory.resolve("alice.db"),
                ALICE,
                new ClientId("alices-phone"),
                List.of(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate(DDL);
                    }
                }),
                List.of("seats"),
                Map.of(),
                () -> 1_000_000,
                System::nanoTime,
                () -> new UUID(7, ids.incrementAndGet()),
                LogKeeping.DEFAULT));
        alice = new Replica(
                store,
                new ActionCatalogue(List.of(ActionDefinition.of(new Name()))),
                new MessageCodec(),
                () -> new UUID(7, ids.incrementAndGet()),
                new SyncListener() {},
                false);
        alice.rows().welcomed("epoch", Set.of("team"));
    }

    @AfterEach
    void close() {
        alice.close();
    }

    private void deliver(long upTo, LogEntry... entries) {
        alice.receive(new Delivery(
                ALICE,
                AudiencesDigest.of(Set.of()),
                alice.state().cursor(),
                upTo,
                upTo,
                Bench.PLACE,
                List.of(entries),
                List.of()));
    }

    private static LogEntry bob(String name, long time, long ingestId, RowChange... effects) {
        return bobs(name, "unknown_v1", time, ingestId, JsonValue.EMPTY_JSON_OBJECT, effects);
    }

    private static LogEntry server(long ingestId, RowChange... effects) {
        return correction(ingestId, JsonValue.EMPTY_JSON_OBJECT, List.of(effects));
    }

    private static RowRef seat(String id) {
        return new RowRef("seats", id);
    }

    private static RowChange inserted(String id, String name) {
        JsonObject row = Json.createObjectBuilder()
                .add("id", id)
                .add("name", name)
                .add("low", 1)
                .add("high", 5)
                .build();
        return new RowChange.Inserted(seat(id), "team", row);
    }

    private static RowChange updated(String id, JsonObjectBuilder forward) {
        return new RowChange.Updated(seat(id), "team", forward.build(), JsonValue.EMPTY_JSON_OBJECT);
    }

    private static RowChange named(String id, String name) {
        return updated(id, Json.createObjectBuilder().add("name", name));
    }

    private static RowChange deleted(String id) {
        return new RowChange.Deleted(seat(id), "team", JsonValue.EMPTY_JSON_OBJECT);
    }

    private List<String> seats() {
        return store.database().transaction("reading", () -> {
            try (Handle sql = store.openSql()) {
                return sql.createQuery("SELECT id || ' ' || name || ' ' || low || '-' || high FROM seats ORDER BY id")
                        .mapTo(String.class)
                        .list();
            }
        });
    }

    @Test
    void goesThroughStatesInWhichARowIsNotValid() {
        deliver(
                4,
                bob("create", 1, 1, inserted("a", "x")),
                bob("late", 10, 3, updated("a", Json.createObjectBuilder().add("high", 2))),
                bob("first", 20, 2, updated("a", Json.createObjectBuilder().add("low", 4))),
                server(4, updated("a", Json.createObjectBuilder().add("low", 1))));
        assertThat(seats()).containsExactly("a x 1-2");
        deliver(5, bob("earliest", 5, 5, named("a", "y")));
        assertThat(seats()).containsExactly("a y 1-2");
    }

    private static LogEntry[] twoWantTheSameName() {
        return new LogEntry[] {
            bob("late", 10, 2, inserted("b", "x")), bob("first", 20, 1, inserted("a", "x")), server(3, deleted("a"))
        };
    }

    @Test
    void goesThroughStatesInWhichAValueIsNotUnique() {
        deliver(3, twoWantTheSameName());
        assertThat(seats()).containsExactly("b x 1-5");
    }

    @Test
    void keepsRowsOfTheBaseOfWhichAChangeWasLeftOut() {
        deliver(2, bob("one", 1, 1, inserted("a", "x")), bob("two", 2, 2, inserted("b", "y")));
        alice.rows().cut();
        deliver(4, bob("three", 10, 3, named("b", "x")), server(4, named("a", "z")));
        assertThat(seats()).containsExactly("a z 1-5", "b x 1-5");
        deliver(6, bob("late", 20, 5, named("a", "y")), bob("later", 30, 6, named("b", "w")));
        assertThat(seats()).containsExactly("a y 1-5", "b w 1-5");
    }

    @Test
    void isCorrectedHoweverTheLogIsDivided() {
        deliver(1, twoWantTheSameName()[1]);
        deliver(2, twoWantTheSameName()[0]);
        assertThat(seats()).hasSize(1);
        deliver(3, twoWantTheSameName()[2]);
        assertThat(seats()).containsExactly("b x 1-5");
        deliver(4, bob("next", 30, 4, named("b", "y")));
        assertThat(seats()).containsExactly("b y 1-5");
    }

    @Test
    void holdsAValueThatWasInUseDuringTheReplayOnly() {
        deliver(
                3,
                bob("second", 10, 1, inserted("a", "x")),
                bob("third", 20, 2, inserted("b", "x")),
                server(3, named("a", "y")));
        assertThat(seats()).containsExactly("a y 1-5", "b x 1-5");
    }

    @Test
    void isTheSameIfARecordArrivesWithinTheDeferredSpan() {
        deliver(
                3,
                bob("second", 10, 1, inserted("a", "x")),
                bob("third", 30, 2, inserted("b", "x")),
                server(3, named("a", "y")));
        deliver(4, bob("between", 40, 4, updated("b", Json.createObjectBuilder().add("high", 7))));
        deliver(5, bob("before", 20, 5, updated("a", Json.createObjectBuilder().add("high", 8))));
        deliver(6, bob("first", 5, 6, inserted("c", "z")));
        deliver(7, server(7, updated("c", Json.createObjectBuilder().add("high", 6))));
        assertThat(seats()).containsExactly("a y 1-8", "b x 1-7", "c z 1-6");
    }

    @Test
    void isPredictedByPendingWorkAndPutRightOnceThatIsDecided() {
        deliver(1, bob("create", 1, 1, inserted("a", "v")));
        alice.perform(new Name.Args("a", "w"));
        deliver(
                4,
                bob("late", 10, 3, inserted("c", "x")),
                bob("first", 20, 2, inserted("b", "x")),
                server(4, deleted("b")));
        assertThat(seats()).containsExactly("a w 1-5", "c x 1-5");
        LogEntry pending = alice.pending().get(0);
        deliver(5, accepted(pending, 5, List.of(named("a", "w"))));
        assertThat(seats()).containsExactly("a w 1-5", "c x 1-5");
        deliver(6, bob("earliest", 5, 6, updated("a", Json.createObjectBuilder().add("high", 7))));
        assertThat(seats()).containsExactly("a w 1-7", "c x 1-5");
    }
}
