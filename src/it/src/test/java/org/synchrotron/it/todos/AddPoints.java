package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Adds to the points of a todo; returns how many it has then. */
@SyncAction("add_points_v1")
public class AddPoints implements Action<AddPoints.Args, Long> {

    /** Which one, and how many. */
    public record Args(@NotBlank String id, @Positive long points) {}

    @Override
    public Long apply(Args args, ActionContext context) {
        TodoRows rows = new TodoRows(context);
        long sum = rows.points(args.id()) + args.points();
        rows.set(args.id(), "points", sum);
        return sum;
    }
}
