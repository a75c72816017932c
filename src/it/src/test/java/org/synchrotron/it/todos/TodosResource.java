package org.synchrotron.it.todos;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.SyncActions;

/** Todos over REST, for callers without a client. Executes actions as the caller. */
@Path("/projects")
@RequestScoped
public class TodosResource {

    @Inject
    private SyncActions actions;

    @Inject
    private UnreadableRecords unreadable;

    /** {@return a text for anybody, with a token or without} */
    @GET
    @Path("welcome")
    @Produces(MediaType.TEXT_PLAIN)
    public String welcome() {
        return "welcome";
    }

    /** {@return the ids of the records that the server could not read, one a line} */
    @GET
    @Path("unreadable")
    @Produces(MediaType.TEXT_PLAIN)
    public String unreadable() {
        return String.join("\n", unreadable.ids());
    }

    /** {@return never: it fails with what nobody may read} */
    @GET
    @Path("broken")
    @Produces(MediaType.TEXT_PLAIN)
    public String broken() {
        throw new IllegalStateException("insert into todos values ('secret')");
    }

    /** {@return the points of a todo, after these were added} */
    @POST
    @Path("todos/{id}/points/{points}")
    @Produces(MediaType.TEXT_PLAIN)
    public String add(@PathParam("id") String id, @PathParam("points") long points) {
        return String.valueOf(actions.<Long>execute(new AddPoints.Args(id, points)));
    }

    /** {@return the id of a new todo} */
    @POST
    @Path("{project}/todos/{key}")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN)
    public @Nullable String create(@PathParam("project") String project, @PathParam("key") String key, String text) {
        return actions.execute(new CreateTodo.Args(project, key, text));
    }
}
