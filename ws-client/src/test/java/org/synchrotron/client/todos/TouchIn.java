package org.synchrotron.client.todos;

import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Reads and writes the todos of one audience. */
@SyncAction("touch_in_v1")
public class TouchIn implements Action<TouchIn.Args, Integer> {

    public record Args(String audience, int by) {}

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(args.audience());
    }

    @Override
    public Integer apply(Args args, ActionContext context) {
        return context.sql()
                .execute("UPDATE todos SET number = number + ? WHERE audience_key = ?", args.by(), args.audience());
    }
}
