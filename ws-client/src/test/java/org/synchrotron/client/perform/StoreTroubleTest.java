package org.synchrotron.client.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageCodec;

/** An action takes away a table of ours; with the purity check, the store looks into it after each run. */
@DisplayName("What the store cannot do between two runs of an action")
public class StoreTroubleTest {

    private static final AtomicBoolean ARMED = new AtomicBoolean();

    /** The store's own; what actions get does not let them do that. */
    private static final AtomicReference<Connection> CONNECTION = new AtomicReference<>();

    @SyncAction("take_table_v1")
    public static class TakeTable implements Action<TakeTable.Args, Void> {
        public record Args(String why) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            if (ARMED.get()) {
                execute();
            }
            return null;
        }

        private static void execute() {
            try (Statement statement = Objects.requireNonNull(CONNECTION.get()).createStatement()) {
                statement.executeUpdate("DROP TABLE synchrotron_applied_changes");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TempDir
    Path directory;

    private final AtomicLong ids = new AtomicLong();
    private final List<ActionId> failedLogic = new ArrayList<>();
    private Replica replica;

    @BeforeEach
    void open() {
        ARMED.set(false);
        Supplier<UUID> next = () -> new UUID(0, ids.incrementAndGet());
        Store store = Store.open(new StoreSettings(
                directory.resolve("alice.db"),
                new UserId("alice"),
                new ClientId("alices-phone"),
                List.of(),
                List.of(),
                Map.of(),
                () -> 1_000,
                () -> 0,
                next,
                LogKeeping.DEFAULT));
        CONNECTION.set(store.database().connection());
        SyncListener listener = new SyncListener() {
            @Override
            public void logicFailed(ActionId record, String tag, RuntimeException cause) {
                failedLogic.add(record);
            }
        };
        ActionCatalogue actions = new ActionCatalogue(List.of(ActionDefinition.of(new TakeTable())));
        replica = new Replica(store, actions, new MessageCodec(), next, listener, true);
        replica.rows().welcomed("epoch", Set.of("team"));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void isNoFailureOfTheActionThatIsExecuted() {
        ARMED.set(true);

        assertThatThrownBy(() -> replica.perform(new TakeTable.Args("first")))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.OTHER))
                .hasMessageContaining("action take_table_v1 cannot be stored: ")
                .hasCauseInstanceOf(SQLException.class);

        assertThat(replica.pending()).isEmpty();
        ARMED.set(false);
        replica.perform(new TakeTable.Args("again"));
        assertThat(replica.pending()).hasSize(1);
    }

    @Test
    void isNoFailureOfTheRecordThatIsReplayed() {
        replica.perform(new TakeTable.Args("first"));
        ARMED.set(true);

        assertThatThrownBy(() -> replica.origin().restamp(500))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("pending records cannot be stamped anew: ")
                .hasCauseInstanceOf(SQLException.class);

        assertThat(failedLogic).isEmpty();
        ARMED.set(false);
        replica.origin().restamp(500);
        assertThat(replica.pending()).hasSize(1);
    }
}
