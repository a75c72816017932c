package org.synchrotron.client.todos;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Writes, and then the process dies, so far as the file can tell, if a test has armed it. */
@SyncAction("crash_v1")
public class Crash implements Action<Crash.Args, String> {

    public static final AtomicBoolean ARMED = new AtomicBoolean();

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
                context.sql().getConnection().close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return id;
    }
}
