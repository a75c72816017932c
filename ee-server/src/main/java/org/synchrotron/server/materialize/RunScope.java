package org.synchrotron.server.materialize;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

    /** Deferred constraints are due now, so that a violation is that of this record. The settings end with the next entry. */
    private static final String LEAVE = "set constraints all immediate; release savepoint record";

    private static final String TAKE_BACK = "rollback to savepoint record; release savepoint record";

    private final Connection connection;

    RunScope(Connection connection) {
        this.connection = connection;
    }

    void enter(ActionId record, Caller author) {
        execute(ENTER, author.role(), author.user().value(), author.user().value(), record.value());
    }

    void leave() {
        execute(LEAVE);
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
