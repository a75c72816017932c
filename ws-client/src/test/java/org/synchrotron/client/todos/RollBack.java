package org.synchrotron.client.todos;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** Writes a todo, and then, if another one is there, lets SQLite end the transaction, or tries to end it itself. */
@SyncAction("roll_back_v1")
public final class RollBack implements Action<RollBack.Args, Void> {

    /** How, and what it makes of that. */
    public enum Kind {
        INSERT_OR_ROLLBACK,
        UPDATE_OR_ROLLBACK,
        RAISE_ROLLBACK,
        AND_WRITES_ON,
        AND_REFUSES,
        COMMIT,
        COMMIT_BY_A_STATEMENT,
        COMMIT_OF_A_RESULT,
        ROLLBACK,
        AUTO_COMMIT,
        SAVEPOINT_OF_THE_ENGINE,
        ALL_OF_THE_DISK
    }

    public record Args(String id, Kind kind) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        insert("INSERT", args.id() + "-half", "half", context);
        switch (args.kind()) {
            case INSERT_OR_ROLLBACK -> insert("INSERT OR ROLLBACK", args.id(), "mine", context);
            case UPDATE_OR_ROLLBACK ->
                context.sql().execute("UPDATE OR ROLLBACK todos SET number = NULL WHERE id = ?", args.id());
            case RAISE_ROLLBACK -> context.sql().execute("INSERT INTO guarded VALUES (1)");
            case AND_WRITES_ON, AND_REFUSES -> swallows(args, context);
            case SAVEPOINT_OF_THE_ENGINE -> {
                context.sql().execute("SAVEPOINT synchrotron_attempt");
                throw new ActionRejected("no", "It refuses within a savepoint.");
            }
            case ALL_OF_THE_DISK -> {
                try {
                    insert("INSERT", args.id() + "-long", "x".repeat(8_000_000), context);
                } catch (JdbiException e) {
                    throw new ActionRejected("too-long", "It does not fit.");
                }
            }
            default -> byJdbc(args.kind(), context.sql().getConnection());
        }
        return null;
    }

    private static void swallows(Args args, ActionContext context) {
        try {
            insert("INSERT OR ROLLBACK", args.id(), "mine", context);
        } catch (JdbiException e) {
            if (args.kind() == Kind.AND_REFUSES) {
                throw new ActionRejected("taken", "It is taken.");
            }
            insert("INSERT", args.id() + "-more", "more", context);
        }
    }

    private static void insert(String insert, String id, String text, ActionContext context) {
        context.sql()
                .execute(insert + " INTO todos (id, audience_key, text, number) VALUES (?, 'team', ?, 0)", id, text);
    }

    private static void byJdbc(Kind kind, Connection connection) {
        try (Statement statement = connection.createStatement()) {
            switch (kind) {
                case COMMIT -> connection.commit();
                case COMMIT_BY_A_STATEMENT -> statement.execute("COMMIT");
                case COMMIT_OF_A_RESULT ->
                    statement
                            .executeQuery("SELECT 1")
                            .getStatement()
                            .getConnection()
                            .commit();
                case ROLLBACK -> connection.rollback();
                case AUTO_COMMIT -> connection.setAutoCommit(true);
                default -> throw new IllegalArgumentException(kind.name());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
