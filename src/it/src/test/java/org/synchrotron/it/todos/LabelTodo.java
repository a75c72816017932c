package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Gives a todo a colour and a label: a column and a table that the schema gets later. */
@SyncAction("label_todo_v1")
public class LabelTodo implements Action<LabelTodo.Args, Void> {

    /** The todo, its project, and what it gets. */
    public record Args(
            @NotBlank String id,
            @NotBlank String projectId,
            @NotBlank String colour,
            @NotBlank String label) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        new TodoRows(context).set(args.id(), "colour", args.colour());
        context.sql()
                .createUpdate(
                        "insert into labels (id, todo_id, audience_key, text) values (:id, :todo, :audience, :text)")
                .bind("id", context.rowIds().of("labels", "todo", args.id()))
                .bind("todo", args.id())
                .bind("audience", "project:" + args.projectId())
                .bind("text", args.label())
                .execute();
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience("project:" + args.projectId());
    }
}
