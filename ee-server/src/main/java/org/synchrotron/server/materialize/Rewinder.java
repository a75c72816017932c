package org.synchrotron.server.materialize;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.UnreadableListener;

/**
 * Inserts new records at their places in the history: undoes and runs again the later records that they may affect. The transaction
 * must hold the log's lock and be in the engine's scope. Thread-safe.
 */
public final class Rewinder {

    /**
     * The result of a rewind.
     *
     * @param results the results of the records that ran, by record id
     * @param again the records of the log that ran again
     * @param keptEffects those of them that the server cannot run, so that their known effects were applied
     * @param strayed the records that wrote another row than those that their actions name
     */
    public record Rewound(
            CorrectionFinder finder,
            Map<ActionId, RunResult> results,
            List<LoggedRecord> again,
            List<LoggedRecord> keptEffects,
            Set<ActionId> strayed) {}

    private final Materializer materializer;

    public Rewinder(Materializer materializer) {
        this.materializer = materializer;
    }

    /**
     * Runs new records after all others, in their order.
     *
     * @param fresh the new records
     */
    public Rewound append(List<ReplayStep> fresh, Handle sql) {
        return rewind(fresh, UnreadableListener.NONE, sql).append();
    }

    /**
     * Brings the tables to the state of the log with the new records in it.
     *
     * @param fresh the new records, at least one of which is not the last of the log
     * @param unreadable receives the affected records that cannot be read
     */
    public Rewound rewind(List<ReplayStep> fresh, Handle sql, UnreadableListener unreadable) {
        return rewind(fresh, unreadable, sql).carryOut();
    }

    /**
     * Runs records of the log again, and those that they may affect.
     *
     * @param due the records, at least one
     * @param unreadable receives the affected records that cannot be read
     */
    public Rewound again(List<ActionId> due, Handle sql, UnreadableListener unreadable) {
        return again(due, Map.of(), unreadable, sql);
    }

    /**
     * Makes records of the log no-ops for good, and runs again those that this may affect.
     *
     * @param withdrawn the records, at least one, with their outcomes from now on
     * @param unreadable receives the affected records that cannot be read
     */
    public Rewound withdraw(Map<ActionId, Outcome> withdrawn, Handle sql, UnreadableListener unreadable) {
        return again(withdrawn.keySet(), withdrawn, unreadable, sql);
    }

    private Rewound again(
            Collection<ActionId> due, Map<ActionId, Outcome> withdrawn, UnreadableListener unreadable, Handle sql) {
        LoggedSteps steps = new LoggedSteps(materializer, unreadable, withdrawn, sql);
        return new Rewind(List.of(), new FootprintTable(sql).withFootprints(due), materializer, steps, sql).carryOut();
    }

    private Rewind rewind(List<ReplayStep> fresh, UnreadableListener unreadable, Handle sql) {
        LoggedSteps steps = new LoggedSteps(materializer, unreadable, Map.of(), sql);
        return new Rewind(fresh, List.of(), materializer, steps, sql);
    }
}
