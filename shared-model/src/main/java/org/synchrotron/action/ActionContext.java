package org.synchrotron.action;

import java.time.Instant;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.FoundedAudience;

/** The inputs of one run of an {@link Action} besides its arguments. Valid during one {@code apply} and on its thread only. */
public final class ActionContext {

    private final Handle sql;
    private final ActionRecord record;
    private final FootprintContext known;
    private final Consumer<String> founding;

    /** Creates the context of one run of {@code record} in the transaction of {@code sql}, where audiences need not be known. */
    public ActionContext(Handle sql, ActionRecord record) {
        this(sql, record, founded -> {});
    }

    /** @param founding receives the kind of each audience that the run founds, before the run uses the audience */
    public ActionContext(Handle sql, ActionRecord record, Consumer<String> founding) {
        this.sql = sql;
        this.record = record;
        this.known = new FootprintContext(record);
        this.founding = founding;
    }

    /**
     * {@return SQL in the current transaction, under the author's view} An action does not commit it, roll it back or close it.
     */
    public Handle sql() {
        return sql;
    }

    /** {@return the time at which the author executed the action; the only time an action may use} */
    public Instant timestamp() {
        return known.timestamp();
    }

    /** {@return the user who executed the action} */
    public String author() {
        return known.author();
    }

    /**
     * {@return a new audience, which nobody had before: the kind, a colon and the id of this record} The run may use it at once, and so
     * may what its author executes later, also offline. Later on, those have it of whom {@code synchrotron.user_audiences} says so:
     * the action also writes the rows from which that view takes it. With the same kind, a run gets the same audience again.
     *
     * @param kind the part before the colon, such as {@code project}
     * @throws IllegalArgumentException if the kind is not 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}
     */
    public String foundAudience(String kind) {
        String audience = FoundedAudience.of(kind, record.id());
        founding.accept(kind);
        return audience;
    }

    /** {@return the source of ids for the rows that the action inserts} */
    public RowIds rowIds() {
        return known.rowIds();
    }
}
