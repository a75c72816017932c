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
 * Executes actions on the server, for example from REST resources and timers. The action runs in the author's role and view. It
 * becomes the latest record of the log, and is delivered to all clients whose users may see it, like any other record.
 * Thread-safe.
 *
 * <p>The execution joins the caller's JTA transaction; without one, it runs in a transaction of its own. From the first execution
 * to its end, the transaction holds the log's lock: keep it short. Clients are notified after the commit.
 */
@ApplicationScoped
@SuppressWarnings("TypeParameterUnusedInFormals") // Only the caller knows the type of the action's result.
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
     * Executes the action of these arguments as the user of the current request.
     *
     * @return the action's result; null for none
     * @throws org.synchrotron.action.ActionRejected if the action refuses, or its arguments are longer than {@code
     *     synchrotron.record.args} ({@code args-too-long}); nothing is recorded, and the caller's transaction can continue
     * @throws org.synchrotron.action.InvalidArguments if the arguments violate a constraint or cannot be stored; nothing is
     *     recorded, and the caller's transaction can continue
     * @throws org.synchrotron.action.ActionTooSlow if the run takes longer than {@code synchrotron.run.limit}; nothing is recorded, and
     *     the caller's transaction is rolled back
     * @throws org.synchrotron.action.ActionTooLarge if the run changes more rows than {@code synchrotron.record.row-changes}; likewise
     * @throws IllegalStateException if the request has no user
     */
    public <R> @Nullable R execute(Record args) {
        return execute(args, caller());
    }

    /**
     * {@return an executor in the name of this user, for timers and other work without a request} Its role is the first of {@code
     * synchrotron.roles}.
     */
    public As as(UserId user) {
        return new As(new Caller(user, settings.roles().get(0)));
    }

    /** Executes actions in the name of one user. */
    public final class As {

        private final Caller caller;

        private As(Caller caller) {
            this.caller = caller;
        }

        /** {@return the action's result; null for none} See {@link SyncActions#execute}. */
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
                                + " and no user is logged in; call as(user) in timers"));
    }

    private Optional<Caller> bearer() {
        try {
            return current.caller();
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
    }

    /** The user whom the application authenticated by other means. */
    private Optional<Caller> containerUser() {
        String name = principal.getName();
        return name == null || name.isBlank() || name.equalsIgnoreCase("anonymous")
                ? Optional.empty()
                : Optional.of(new Caller(new UserId(name), settings.roles().get(0)));
    }
}
