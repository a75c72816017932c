package org.synchrotron.server.kit;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.sql.Statement;
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

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        int x = ItemActions.x(args.id(), context).orElse(0);
        ItemActions.set(args.id(), "x", x + args.n(), context);
        try (Statement statement = requireNonNull(UnfilteredAction.connection).createStatement()) {
            statement.execute(args.statement());
        } catch (SQLException e) {
            // It goes on.
        }
        return null;
    }
}
