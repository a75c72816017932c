package org.synchrotron.server.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;

/**
 * Runs a block of code for a record: in its author's role, with the audiences of its footprint, and with row changes captured for
 * the record. If the block fails, or has changed its role or what is proved of its settings, all its changes are undone. At the end of the
 * block the previous role and settings are restored.
 * Entering and leaving take one round trip each, because a rewind does both for every record. Not thread-safe: an instance belongs
 * to one connection.
 */
public final class RecordScope {

    private final Connection connection;
    private final String key;
    private final String enter;
    private final String leave;
    private final String undo;

    /**
     * @param sql a handle with the key of scopes
     * @param checks SQL that is executed at the end of each run, still in the author's scope; if the database reports an error,
     *     the record fails
     * @param savepoints gives its savepoints a name
     */
    public RecordScope(Handle sql, String checks, Savepoints savepoints) {
        String name = savepoints.name("record");
        this.connection = sql.getConnection();
        this.key = sql.getConfig(ScopeKey.class).value();
        this.enter = "savepoint " + name + "; " + RoleSettings.EXCHANGE;
        this.leave = checks + "; " + RoleSettings.END + "; release savepoint " + name;
        this.undo = "rollback to savepoint " + name + "; release savepoint " + name
                + "; select synchrotron.recover_scope(?)";
    }

    /**
     * {@return the result of the work; if the work fails, its changes are undone, and the result of {@code failed} is returned}
     *
     * @param bounds what the work may cost; over its row changes, it fails
     * @throws ScopeFailed if the database does not allow the block to begin or its changes to be undone; the transaction cannot
     *     continue
     */
    public <T> T run(
            ActionId record,
            Grantee author,
            AudienceSets audiences,
            RunBounds bounds,
            Supplier<T> work,
            Function<RuntimeException, T> failed) {
        RoleSettings before = enter(RoleSettings.of(author, audiences, record, bounds.statement()));
        try {
            T result = work.get();
            execute(leave, before.foundAfter(bounds));
            return result;
        } catch (RuntimeException failure) {
            undo(failure);
            return failed.apply(failure);
        } catch (Error failure) {
            undo(failure);
            throw failure;
        }
    }

    private RoleSettings enter(RoleSettings settings) {
        try (PreparedStatement statement = prepared(enter, settings.toProve(key))) {
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

    /**
     * Undoes the changes and restores the settings. If that fails, the transaction cannot continue, for any failure of
     * the record.
     */
    private void undo(Throwable failure) {
        try {
            execute(undo, List.of(key));
        } catch (ScopeFailed notUndone) {
            notUndone.addSuppressed(failure);
            throw notUndone;
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
