package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
import org.synchrotron.client.Entries;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage.Delivery;

@DisplayName("A decimal")
public class DecimalTest {

    private static final UserId ALICE = new UserId("alice");

    /** A server whose column is a {@code numeric(10,2)} stores 1.50. */
    @SyncAction("set_price_v1")
    public static class SetPrice implements Action<SetPrice.Args, Void> {
        public record Args(BigDecimal price) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "insert into prices (id, audience_key, price) values ('p', 'team', ?)"
                                    + " on conflict (id) do update set price = excluded.price",
                            args.price());
            return null;
        }
    }

    @TempDir
    Path directory;

    private final AtomicLong ids = new AtomicLong();
    private Store store;
    private Replica replica;

    @BeforeEach
    void open() {
        Supplier<UUID> next = () -> new UUID(0, ids.incrementAndGet());
        String table =
                "CREATE TABLE prices (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, price DECIMAL TEXT)";
        store = Store.open(new StoreSettings(
                directory.resolve("alice.db"),
                ALICE,
                new ClientId("alices-phone"),
                List.of(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate(table);
                    }
                }),
                List.of("prices"),
                Map.of(),
                () -> 1_000,
                () -> 0,
                next,
                LogKeeping.DEFAULT));
        ActionCatalogue actions = new ActionCatalogue(List.of(ActionDefinition.of(new SetPrice())));
        replica = new Replica(store, actions, new MessageCodec(), next, new SyncListener() {}, false);
        replica.rows().welcomed("epoch", Set.of("team"));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    private LogEntry accepted(LogEntry pending, long ingestId, String known) {
        RowChange change = new RowChange.Inserted(new RowRef("prices", "p"), "team", JsonText.read(known));
        return Entries.accepted(pending, ingestId, List.of(change));
    }

    private void deliver(LogEntry entry, long upTo) {
        replica.receive(new Delivery(
                ALICE,
                AudiencesDigest.of(Set.of()),
                replica.state().cursor(),
                upTo,
                upTo,
                Bench.PLACE,
                List.of(entry),
                List.of()));
    }

    private String price() {
        return store.database().transaction("reading", () -> {
            try (Handle sql = store.openSql()) {
                return sql.createQuery("SELECT price FROM prices")
                        .mapTo(String.class)
                        .one();
            }
        });
    }

    @Test
    void thatTheServerKeepsWithOtherDigitsHasThoseHereToo() {
        replica.perform(new SetPrice.Args(new BigDecimal("1.5")));
        assertThat(price()).isEqualTo("1.5");

        deliver(accepted(replica.pending().get(0), 1, "{\"id\":\"p\",\"price\":1.50}"), 1);

        assertThat(price()).isEqualTo("1.50");
    }
}
