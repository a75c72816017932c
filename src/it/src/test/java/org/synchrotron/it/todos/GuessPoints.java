package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import java.util.concurrent.ThreadLocalRandom;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Breaks the rules: what it writes is different in each run, so the server must decide. */
@SyncAction("guess_points_v1")
public class GuessPoints implements Action<GuessPoints.Args, Long> {

    /** Which one. */
    public record Args(@NotBlank String id) {}

    @Override
    public Long apply(Args args, ActionContext context) {
        long guess = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        new TodoRows(context).set(args.id(), "points", guess);
        return guess;
    }
}
