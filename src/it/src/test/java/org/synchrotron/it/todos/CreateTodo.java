package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Adds a todo to a project. Returns its id. */
@SyncAction("create_todo_v1")
public class CreateTodo implements Action<CreateTodo.Args, String> {

    /** The todo. Its key is unique within one execution. */
    public record Args(
            @NotBlank String projectId,
            @NotBlank String key,
            @NotNull @Size(max = 500) String text) {}

    @Override
    public String apply(Args args, ActionContext context) {
        String id = context.rowIds().of("todos", Map.of("projectId", args.projectId(), "key", args.key()));
        context.sql()
                .createUpdate("""
                        insert into todos (id, project_id, key, text, done, points, changed_at)
                        values (:id, :project, :key, :text, :done, 0, :now)
                        """)
                .bind("id", id)
                .bind("project", args.projectId())
                .bind("key", args.key())
                .bind("text", args.text())
                .bind("done", false)
                .bind("now", context.timestamp())
                .execute();
        return id;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience("project:" + args.projectId());
    }
}
