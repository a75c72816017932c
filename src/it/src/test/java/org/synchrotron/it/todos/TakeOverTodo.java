package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Adds a todo that a device had before its program tracked todos, under its id. */
@SyncAction("take_over_todo_v1")
public class TakeOverTodo implements Action<TakeOverTodo.Args, Void> {

    /** The todo. */
    public record Args(
            @NotBlank String id,
            @NotBlank String projectId,
            @NotNull @Size(max = 500) String text,
            boolean done) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql()
                .createUpdate("""
                        insert into todos (id, project_id, key, text, done, points, changed_at)
                        values (:id, :project, :id, :text, :done, 0, :now)
                        """)
                .bind("id", args.id())
                .bind("project", args.projectId())
                .bind("text", args.text())
                .bind("done", args.done())
                .bind("now", context.timestamp())
                .execute();
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience("project:" + args.projectId());
    }
}
