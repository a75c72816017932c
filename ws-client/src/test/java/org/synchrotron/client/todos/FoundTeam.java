package org.synchrotron.client.todos;

import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Founds a team, with a todo. Returns its audience. */
@SyncAction("found_team_v1")
public final class FoundTeam implements Action<FoundTeam.Args, String> {

    public record Args(String todo) {}

    @Override
    public String apply(Args args, ActionContext context) {
        String audience = context.foundAudience("team");
        context.sql().execute("insert into todos (id, audience_key, number) values (?, ?, 1)", args.todo(), audience);
        return audience;
    }
}
