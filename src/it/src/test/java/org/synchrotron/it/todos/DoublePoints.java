package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Doubles the points of a todo. Its order relative to additions matters. */
@SyncAction("double_points_v1")
public class DoublePoints implements Action<DoublePoints.Args, Long> {

    /** The todo's id. */
    public record Args(@NotBlank String id) {}

    @Override
    public Long apply(Args args, ActionContext context) {
        TodoRows rows = new TodoRows(context);
        long doubled = 2 * rows.points(args.id());
        rows.set(args.id(), "points", doubled);
        return doubled;
    }
}
