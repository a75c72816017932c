package org.synchrotron.server.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.synchrotron.log.ActionId;

/**
 * Blocks of code that run a record: in its author's role and view, captured for the record, and taken back whole if they fail. At the end
 * of the block the role and the settings are those from before. Each way in or out is one round trip, because a rewind goes through it
 * for every record.
 */
public final class RecordScope {

    private static final String ENTER = "savepoint record; " + RoleSettings.EXCHANGE;

    private static final String TAKE_BACK = "rollback to savepoint record; release savepoint record";

    private final Connection connection;
    private final String leave;

    /** @param checks SQL that ends each run, still in the author's scope: what the database objects to is the record's failure */
    public RecordScope(Connection connection, String checks) {
        this.connection = connection;
        this.leave = checks + "; " + RoleSettings.CHANGE + "; release savepoint record";
    }

    /**
     * {@return what the work gives, or what {@code failed} makes of its failure, once its changes are taken back}
     *
     * @throws ScopeFailed if the database does not let the block begin, or its changes be taken back
     */
    public <T> T run(ActionId record, Caller author, Supplier<T> work, Function<RuntimeException, T> failed) {
        RoleSettings before = enter(RoleSettings.of(author, record));
        try {
            T result = work.get();
            execute(leave, before.values());
            return result;
        } catch (RuntimeException failure) {
            takeBack(failure);
            return failed.apply(failure);
        } catch (Error failure) {
            takeBack(failure);
            throw failure;
        }
    }

    private RoleSettings enter(RoleSettings settings) {
        try (PreparedStatement statement = prepared(ENTER, settings.values())) {
            statement.execute();
            statement.getMoreResults();
            try (ResultSet before = statement.getResultSet()) {
                before.next();
                return RoleSettings.read(before);
            }
        } catch (SQLException e) {
            throw new ScopeFailed(e);
        }
    }

    /** Takes the settings back, too. Where that fails the transaction cannot go on, whatever the record's own failure was. */
    private void takeBack(Throwable failure) {
        try {
            execute(TAKE_BACK, List.of());
        } catch (ScopeFailed notTakenBack) {
            notTakenBack.addSuppressed(failure);
            throw notTakenBack;
        }
    }

    private void execute(String text, List<String> values) {
        try (PreparedStatement statement = prepared(text, values)) {
            statement.execute();
        } catch (SQLException e) {
            throw new ScopeFailed(e);
        }
    }

    private PreparedStatement prepared(String text, List<String> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
        return statement;
    }
}
