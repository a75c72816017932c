package org.synchrotron.client.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

@SyncAction("create_todo_v1")
public class CreateTodo implements Action<CreateTodo.Args, String> {

    public record Args(
            @NotBlank String audience,
            @NotBlank String key,
            @Size(max = 500) String text) {}

    @Override
    public String apply(Args args, ActionContext context) {
        if (args.text().equals("forbidden")) {
            throw new ActionRejected("forbidden-text", "This text is not allowed.");
        }
        String id = context.rowIds().of("todos", "key", args.key());
        context.sql()
                .createUpdate("INSERT INTO todos (id, audience_key, text, number, done, created_at)"
                        + " VALUES (:id, :audience, :text, 0, :done, :at)")
                .bind("id", id)
                .bind("audience", args.audience())
                .bind("text", args.text())
                .bind("done", Boolean.FALSE)
                .bind("at", context.timestamp())
                .execute();
        return id;
    }
}
