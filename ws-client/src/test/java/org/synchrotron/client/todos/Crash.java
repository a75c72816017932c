package org.synchrotron.client.todos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Writes, and then the process dies, so far as the file can tell, if a test has armed it. */
@SyncAction("crash_v1")
public class Crash implements Action<Crash.Args, String> {

    public static final AtomicBoolean ARMED = new AtomicBoolean();

    /** The store's own connection; what actions get does not let itself be closed. */
    public static final AtomicReference<Connection> CONNECTION = new AtomicReference<>();

    public record Args(String audience) {}

    @Override
    public String apply(Args args, ActionContext context) {
        String id = context.rowIds().of("todos", "crash", args.audience());
        context.sql()
                .execute(
                        "INSERT INTO todos (id, audience_key, text, number) VALUES (?, ?, 'crash', 0)",
                        id,
                        args.audience());
        if (ARMED.get()) {
            try {
                Objects.requireNonNull(CONNECTION.get()).close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return id;
    }
}
