package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import java.util.concurrent.ThreadLocalRandom;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** An impure action: it writes another value in each run. The server's value counts. */
@SyncAction("guess_points_v1")
public class GuessPoints implements Action<GuessPoints.Args, Long> {

    /** The todo's id. */
    public record Args(@NotBlank String id) {}

    @Override
    public Long apply(Args args, ActionContext context) {
        long guess = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        new TodoRows(context).set(args.id(), "points", guess);
        return guess;
    }
}
