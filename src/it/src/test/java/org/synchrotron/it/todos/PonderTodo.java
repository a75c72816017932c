package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Gives a todo a point. If the todo has many already, that takes very long on the server. */
@SyncAction("ponder_todo_v1")
public class PonderTodo implements Action<PonderTodo.Args, Long> {

    /** So many are many. */
    public static final long MANY = 100;

    /** How the time passes. */
    public enum Way {
        SQL,
        JAVA,
        /** In Java, without an end. */
        DEAF
    }

    /** The todo's id, and how the time passes. */
    public record Args(@NotBlank String id, Way way) {}

    @Override
    public Long apply(Args args, ActionContext context) {
        TodoRows rows = new TodoRows(context);
        long points = rows.points(args.id());
        if (points >= MANY && isServer(context)) {
            takeLong(args, context);
        }
        rows.set(args.id(), "points", points + 1);
        return points + 1;
    }

    private static boolean isServer(ActionContext context) {
        try {
            return context.sql()
                    .getConnection()
                    .getMetaData()
                    .getDatabaseProductName()
                    .equals("PostgreSQL");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void takeLong(Args args, ActionContext context) {
        switch (args.way()) {
            case SQL -> context.sql().execute("select pg_sleep(60)::text");
            case JAVA -> untilInterrupted();
            case DEAF -> forEver();
        }
    }

    private static void untilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private static void forEver() {
        while (true) {
            LockSupport.parkNanos(10_000_000);
            var unused = Thread.interrupted();
        }
    }
}
