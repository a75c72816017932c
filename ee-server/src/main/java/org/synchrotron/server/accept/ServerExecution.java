package org.synchrotron.server.accept;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.clock.HybridClock;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.Savepoints;
import org.synchrotron.server.log.GrantTable;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.RunResult;

/**
 * Executes an action on the server, for a caller, as the latest record of the log. It is appended like an upload, in the caller's
 * transaction. If the action refuses, nothing is stored. Thread-safe.
 */
public final class ServerExecution {

    /** The appended record, and the action's result, which may be null. */
    public record Executed(LogEntry entry, @Nullable Object result) {}

    private final ActionCatalogue actions;
    private final ActionArguments arguments;
    private final Materializer materializer;
    private final LogAppender appender;
    private final WallClock wall;
    private final Supplier<ActionId> ids;
    private final int longestArgs;
    private final String savepoint;

    /**
     * @param ids the source of new record ids
     * @param limits how large records may be
     */
    public ServerExecution(
            ActionCatalogue actions,
            ActionArguments arguments,
            Materializer materializer,
            WallClock wall,
            Supplier<ActionId> ids,
            RecordLimits limits) {
        this.actions = actions;
        this.arguments = arguments;
        this.materializer = materializer;
        this.appender = new LogAppender(materializer, wall, ids, UnreadableListener.NONE);
        this.wall = wall;
        this.ids = ids;
        this.longestArgs = limits.args();
        this.savepoint = new Savepoints(UUID.fromString(ids.get().value())).name("server_execution");
    }

    /**
     * Executes the action of these arguments. The transaction has the same role and settings afterwards, also if this throws.
     *
     * @throws ActionRejected if the action refuses, or its arguments are longer than a record's may be
     * @throws org.synchrotron.action.InvalidArguments if the arguments violate a constraint or cannot be stored
     * @throws IllegalArgumentException if no registered action accepts the arguments
     */
    public Executed execute(Record args, Caller caller, Handle sql) {
        sql.execute("savepoint " + savepoint);
        try {
            Executed executed = RoleScope.asEngine(sql, () -> record(args, caller, sql));
            sql.execute("release savepoint " + savepoint);
            return executed;
        } catch (RuntimeException | Error failure) {
            rollBack(failure, sql);
            throw failure;
        }
    }

    /**
     * If the rollback fails, its exception is thrown: the transaction cannot continue, so the caller must not take the failure
     * for a refusal after which nothing is stored.
     */
    private void rollBack(Throwable failure, Handle sql) {
        try {
            sql.execute("rollback to savepoint " + savepoint);
        } catch (RuntimeException notRolledBack) {
            notRolledBack.addSuppressed(failure);
            throw notRolledBack;
        }
    }

    private Executed record(Record args, Caller caller, Handle sql) {
        LogLock.take(sql);
        LogHead head = new RecordTable(sql).head();
        ActionRecord record = stamped(args, caller, head);
        LogAppender.Appended appended = appender.append(
                head,
                List.of(new NewRecord.Executed(
                        record, materializer.footprint(record), new GrantTable(sql).present(caller))),
                sql);
        RunResult result = appended.results().get(record.id());
        if (result instanceof RunResult.Rejected no) {
            throw no.cause();
        }
        if (result instanceof RunResult.Done done) {
            return new Executed(appended.entries().get(0), done.value());
        }
        throw new IllegalStateException(
                "record " + record.id() + " was appended but has no result: this is a mistake in the server");
    }

    /** The clock reading is after the whole log, so the record never runs before records that its caller has seen. */
    private <A extends Record> ActionRecord stamped(A args, Caller caller, LogHead head) {
        ActionDefinition<A, ?> action = actions.of(args);
        HybridTimestamp clock = new HybridClock(wall, head.clock()).tick();
        long now = wall.millis();
        return new ActionRecord(
                ids.get(),
                action.tag(),
                caller.user(),
                ClientId.SERVER,
                clock,
                written(action, args, now),
                Instant.ofEpochMilli(now));
    }

    private <A extends Record> JsonObject written(ActionDefinition<A, ?> action, A args, long now) {
        JsonObject json = arguments.write(action, args, now);
        int length = RecordLimits.lengthOf(json);
        if (length > longestArgs) {
            throw new ActionRejected(
                    Refusal.ARGS_TOO_LONG.text(),
                    "The arguments of " + action.tag() + " have " + length + " characters; the most are " + longestArgs
                            + ".");
        }
        return json;
    }
}
