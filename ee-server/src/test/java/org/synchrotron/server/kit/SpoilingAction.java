package org.synchrotron.server.kit;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/**
 * Adds to an item, and executes a statement on the connection of {@link UnfilteredAction}, past the engine, as an action does through JPA or a
 * data source of its own. It goes on whatever comes of that, without a savepoint.
 */
@SyncAction("spoiling_v1")
public final class SpoilingAction implements Action<SpoilingAction.Args, Void> {

    public record Args(String id, int n, String statement) {}

    /** Lets the transaction only be rolled back, as far as a test asks. */
    public static final String DOOM = "doom";

    /** Does what the test says in {@link #deed}. */
    public static final String DEED = "deed";

    public static volatile Runnable deed = () -> {};

    /** Whether the transaction can only be rolled back. */
    public static final AtomicBoolean DOOMED = new AtomicBoolean();

    /** How often it ran. */
    public static final AtomicInteger RUNS = new AtomicInteger();

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RUNS.incrementAndGet();
        int x = ItemActions.x(args.id(), context).orElse(0);
        ItemActions.set(args.id(), "x", x + args.n(), context);
        if (args.statement().equals(DOOM)) {
            DOOMED.set(x < 1_000);
            return null;
        }
        if (args.statement().equals(DEED)) {
            deed.run();
            return null;
        }
        try (Statement statement = requireNonNull(UnfilteredAction.connection).createStatement()) {
            statement.execute(args.statement());
        } catch (SQLException e) {
            // It goes on.
        }
        return null;
    }
}
