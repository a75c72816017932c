package org.synchrotron.server.kit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** An action that writes, and then fails in an unusual way. */
@SyncAction("mishap_v1")
public class UnexpectedFailure implements Action<UnexpectedFailure.Args, Void> {

    /** The ways in which it fails. */
    public enum Kind {
        FAILED_ASSERTION,
        CLASS_THAT_IS_GONE,
        CHECKED_EXCEPTION,
        REFUSAL_WITHOUT_CODE,
        COMMIT,
        NEW_ROLE,
        COMMIT_AFTER_A_QUERY,
        COMMIT_OF_THE_CONNECTION,
        COMMIT_OF_A_STATEMENT,
        COMMIT_BY_A_STATEMENT,
        COMMIT_OF_THE_METADATA,
        COMMIT_OF_A_RESULT,
        ROLLBACK_OF_THE_CONNECTION,
        AUTO_COMMIT,
        CLOSED_CONNECTION,
        CONNECTION_ITSELF,
        SAVEPOINT_OF_THE_ENGINE
    }

    public record Args(String id, Kind kind) {}

    @Override
    @SuppressWarnings("NullAway") // A refusal without a code is one of the failures.
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql().execute("update items set t = 'failing' where id = ?", args.id());
        switch (args.kind()) {
            case FAILED_ASSERTION -> throw new AssertionError("never");
            case CLASS_THAT_IS_GONE -> throw new NoClassDefFoundError("org/example/Gone");
            case CHECKED_EXCEPTION -> UnexpectedFailure.<RuntimeException>slip(new IOException("not to be thrown"));
            case COMMIT -> context.sql().execute("commit");
            case COMMIT_AFTER_A_QUERY -> context.sql().execute("select 1; commit");
            case SAVEPOINT_OF_THE_ENGINE -> {
                context.sql().execute("savepoint record");
                throw new ActionRejected("no", "It refuses within a savepoint.");
            }
            case NEW_ROLE -> context.sql().execute("set role none");
            case REFUSAL_WITHOUT_CODE -> throw new ActionRejected(null, "no");
            default -> byJdbc(args.kind(), context.sql().getConnection());
        }
        return null;
    }

    private static void byJdbc(Kind kind, Connection connection) {
        try (Statement statement = connection.createStatement()) {
            switch (kind) {
                case COMMIT_OF_THE_CONNECTION -> connection.commit();
                case COMMIT_OF_A_STATEMENT -> statement.getConnection().commit();
                case COMMIT_BY_A_STATEMENT -> statement.execute("commit");
                case COMMIT_OF_THE_METADATA ->
                    connection.getMetaData().getConnection().commit();
                case COMMIT_OF_A_RESULT ->
                    statement
                            .executeQuery("select 1")
                            .getStatement()
                            .getConnection()
                            .commit();
                case ROLLBACK_OF_THE_CONNECTION -> connection.rollback();
                case AUTO_COMMIT -> connection.setAutoCommit(true);
                case CLOSED_CONNECTION -> connection.close();
                case CONNECTION_ITSELF -> connection.unwrap(PGConnection.class).cancelQuery();
                default -> throw new IllegalArgumentException(kind.name());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // This hides the checked exception from the compiler.
    private static <X extends Throwable> void slip(Throwable checked) throws X {
        throw (X) checked;
    }
}
