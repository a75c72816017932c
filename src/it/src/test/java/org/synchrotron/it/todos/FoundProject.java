package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Map;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Founds a project with members. Returns the project's id. */
@SyncAction("found_project_v1")
public class FoundProject implements Action<FoundProject.Args, String> {

    /** The users who are the members. */
    public record Args(@NotEmpty List<@NotBlank String> members) {}

    @Override
    public String apply(Args args, ActionContext context) {
        String audience = context.foundAudience("project");
        String project = audience.substring("project:".length());
        for (String member : args.members()) {
            context.sql()
                    .createUpdate("insert into memberships (id, project_id, user_id) values (:id, :project, :member)")
                    .bind("id", context.rowIds().of("memberships", Map.of("member", member)))
                    .bind("project", project)
                    .bind("member", member)
                    .execute();
        }
        return project;
    }
}
