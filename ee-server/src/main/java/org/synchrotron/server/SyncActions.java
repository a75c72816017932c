package org.synchrotron.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.UserId;
import org.synchrotron.server.accept.ServerExecution;
import org.synchrotron.server.accept.ServerExecution.Executed;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.http.CurrentCaller;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.runtime.SyncDatabase;

/**
 * Executes actions on the server, for REST resources, timers and the like. The action runs in the author's role and view, is
 * recorded as the latest record of the log, and goes to everybody who may see it, like any other.
 *
 * <p>It joins the caller's JTA transaction, or makes one of its own. From the first execution on, the transaction holds the
 * log's lock until it ends: keep it short. Until it commits nothing is announced.
 */
@ApplicationScoped
@SuppressWarnings(
        "TypeParameterUnusedInFormals") // Arguments are plain records: only the caller knows what their action gives
// back.
public class SyncActions {

    @Inject
    private ServerExecution execution;

    @Inject
    private SyncDatabase database;

    @Inject
    private Settings settings;

    @Inject
    private CurrentCaller current;

    @Inject
    private Principal principal;

    @Inject
    private Event<ActionAccepted> accepted;

    /**
     * Executes the action that takes these arguments, under the identity of whoever makes the present request.
     *
     * @return what the action gives back
     * @throws org.synchrotron.action.ActionRejected if it refuses; nothing is recorded, and the transaction lives on
     * @throws org.synchrotron.action.InvalidArguments if the arguments break a constraint; nothing is recorded
     * @throws IllegalStateException if nobody is known to make the request
     */
    public <R> @Nullable R execute(Record args) {
        return execute(args, caller());
    }

    /** {@return the same in the name of a user, for timers and other work that nobody asked for just now} */
    public As as(UserId user) {
        return new As(new Caller(user, settings.roles().get(0)));
    }

    /** In the name of a user. */
    public final class As {

        private final Caller caller;

        private As(Caller caller) {
            this.caller = caller;
        }

        /** {@return what the action gives back, see {@link SyncActions#execute}} */
        public <R> @Nullable R execute(Record args) {
            return SyncActions.this.execute(args, caller);
        }
    }

    @SuppressWarnings("unchecked") // See above.
    private <R> @Nullable R execute(Record args, Caller caller) {
        return (R) database.execution(sql -> {
                    Executed executed = execution.execute(args, caller, sql);
                    accepted.fire(new ActionAccepted(executed.entry()));
                    return executed;
                })
                .result();
    }

    private Caller caller() {
        return bearer().or(this::containerUser)
                .orElseThrow(
                        () -> new IllegalStateException("an action needs an author: the request carries no valid token"
                                + " and no user is logged in; timers execute with as(user)"));
    }

    private Optional<Caller> bearer() {
        try {
            return current.caller();
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
    }

    /** Somebody whom the application logged in by other means. */
    private Optional<Caller> containerUser() {
        String name = principal.getName();
        return name == null || name.isBlank() || name.equalsIgnoreCase("anonymous")
                ? Optional.empty()
                : Optional.of(new Caller(new UserId(name), settings.roles().get(0)));
    }
}
