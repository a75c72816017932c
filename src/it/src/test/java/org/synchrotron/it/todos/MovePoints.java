package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** Moves points from one todo to another. Refuses if there are not enough. */
@SyncAction("move_points_v1")
public class MovePoints implements Action<MovePoints.Args, Void> {

    /** The ids of both todos, and the number of points. */
    public record Args(
            @NotBlank String from,
            @NotBlank String to,
            @Positive long points) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        TodoRows rows = new TodoRows(context);
        long rest = rows.points(args.from()) - args.points();
        if (rest < 0) {
            throw new ActionRejected("not-enough", "There are only " + (rest + args.points()) + " points to move.");
        }
        rows.set(args.from(), "points", rest);
        rows.set(args.to(), "points", rows.points(args.to()) + args.points());
        return null;
    }
}
