package org.synchrotron.server.materialize;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.access.ScopeFailed;
import org.synchrotron.server.log.FailureKind;

/**
 * Thrown if the world prevents the run of a record: locks, time, resources, plans, a connection, a schema that lacks what the logic
 * expects, or a role that is not there. It is no outcome of the record. The caller rolls the transaction back.
 */
public final class RunPrevented extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String tag;
    private final ActionId record;
    private final FailureKind kind;
    private final @Nullable String state;

    RunPrevented(ActionRecord record, Throwable cause) {
        super(record.tag() + " of record " + record.id() + " cannot run at present: " + message(cause), cause);
        SQLException sql = FailureKind.cause(cause);
        this.tag = record.tag();
        this.record = record.id();
        this.state = sql == null ? null : sql.getSQLState();
        this.kind = kind(state);
    }

    /** The node cannot run the record; another one, or this one later, can. */
    RunPrevented(ActionRecord record, String why) {
        super(record.tag() + " of record " + record.id() + " cannot run here at present: " + why);
        this.tag = record.tag();
        this.record = record.id();
        this.state = null;
        this.kind = FailureKind.AWAY;
    }

    /** What speaks about the data prevents no run; here it speaks about the author's role, which the database does not give. */
    private static FailureKind kind(@Nullable String state) {
        FailureKind kind = FailureKind.ofState(state);
        return kind == FailureKind.DATA ? FailureKind.MISSING : kind;
    }

    private static String message(Throwable cause) {
        SQLException sql = FailureKind.cause(cause);
        return sql == null ? cause.toString() : "SQLSTATE " + sql.getSQLState() + ": " + sql.getMessage();
    }

    /** {@return the tag of the action} */
    public String tag() {
        return tag;
    }

    /** {@return the record that cannot run} */
    public ActionId record() {
        return record;
    }

    /** {@return what prevents it} */
    public FailureKind kind() {
        return kind;
    }

    /** {@return the SQLSTATE; null if the connection has none to tell} */
    public @Nullable String state() {
        return state;
    }

    /** {@return whether it may pass if the record runs once more in the same transaction, on fresh plans} */
    boolean mayPass() {
        return isForOperators() && !(getCause() instanceof ScopeFailed);
    }

    /** {@return whether operators have to know: it will not pass by itself soon} */
    boolean isForOperators() {
        return kind == FailureKind.OTHER || kind == FailureKind.MISSING;
    }
}
