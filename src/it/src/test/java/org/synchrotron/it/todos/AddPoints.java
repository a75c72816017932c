package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Adds points to a todo. Returns the sum. */
@SyncAction("add_points_v1")
public class AddPoints implements Action<AddPoints.Args, Long> {

    /** The todo's id and the number of points. */
    public record Args(@NotBlank String id, @Positive long points) {}

    @Override
    public Long apply(Args args, ActionContext context) {
        TodoRows rows = new TodoRows(context);
        long sum = rows.points(args.id()) + args.points();
        rows.set(args.id(), "points", sum);
        return sum;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("todos", args.id());
    }
}
