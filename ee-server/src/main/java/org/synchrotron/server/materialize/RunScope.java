package org.synchrotron.server.materialize;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Caller;

/**
 * The surroundings in which one record runs: a savepoint, the author's role and view, and the capture context. Each way in or
 * out is one round trip, because a rewind goes through it for every record.
 */
final class RunScope {

    private static final String ENTER = """
            savepoint record;
            select set_config('role', ?, true),
                set_config('synchrotron.user_id', ?, true),
                set_config('request.jwt.claim.sub', ?, true),
                set_config('synchrotron.record_id', ?, true),
                set_config('synchrotron.capture_mode', 'record', true)
            """;

    /** Those that wait for the end of a record; SQL has no way to say "as declared". */
    private static final String DEFERRED = """
            select string_agg(distinct format('%I.%I', n.nspname, c.conname), ', ')
            from synchrotron.tracked_tables t
                join pg_constraint c on c.conrelid = t.relation and c.condeferred
                join pg_namespace n on n.oid = c.connamespace
            """;

    private static final String TAKE_BACK = "rollback to savepoint record; release savepoint record";

    private final Connection connection;
    private final String leave;

    /** Made in the engine's scope. */
    RunScope(Connection connection) {
        this.connection = connection;
        this.leave = leave(deferred(connection));
    }

    /**
     * Deferred constraints are due now, so that a violation is that of this record; for the next one they wait again. The settings
     * end with the next entry.
     */
    private static String leave(@Nullable String deferred) {
        String again = deferred == null ? "" : "set constraints " + deferred + " deferred; ";
        return "set constraints all immediate; " + again + "release savepoint record";
    }

    private static @Nullable String deferred(Connection connection) {
        try (PreparedStatement query = connection.prepareStatement(DEFERRED);
                ResultSet names = query.executeQuery()) {
            return names.next() ? names.getString(1) : null;
        } catch (SQLException e) {
            throw new RunFailed(e);
        }
    }

    void enter(ActionId record, Caller author) {
        execute(ENTER, author.role(), author.user().value(), author.user().value(), record.value());
    }

    void leave() {
        execute(leave);
    }

    void takeBack() {
        execute(TAKE_BACK);
    }

    private void execute(String text, String... values) {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new RunFailed(e);
        }
    }
}
