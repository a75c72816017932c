package org.synchrotron.server.materialize;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.TrialRun;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.AppliedChanges;

/**
 * Runs every record twice, to find actions that are not pure: first a dry run, which is undone completely, then the run whose
 * changes are kept.
 *
 * <p>The dry run makes the database prefer indexes and sorting. A pure action does not notice; an action that reads rows without
 * {@code ORDER BY} often gets them in another order. {@code now()} is the same in both runs, because it does not change within a
 * transaction.
 */
final class DoubleRunner {

    /** The rollback to the savepoint also restores the settings. */
    private static final String BEGIN = """
            savepoint dry_run;
            select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
                set_config('enable_hashagg', 'off', true), set_config('enable_hashjoin', 'off', true)
            """;

    private static final String ROLL_BACK = "rollback to savepoint dry_run; release savepoint dry_run";

    private final Handle sql;
    private final RecordRunner runner;
    private final ImpurityListener listener;

    DoubleRunner(Handle sql, RecordRunner runner, ImpurityListener listener) {
        this.sql = sql;
        this.runner = runner;
        this.listener = listener;
    }

    RunResult run(ReplayStep step) {
        sql.execute(BEGIN);
        TrialRun dryRun = observed(step, runner.run(step));
        sql.execute(ROLL_BACK);
        RunResult kept = runner.run(step);
        ImpureAction.between(step.record(), dryRun, observed(step, kept)).ifPresent(listener::found);
        return kept;
    }

    private TrialRun observed(ReplayStep step, RunResult result) {
        if (result instanceof RunResult.Rejected rejected) {
            return TrialRun.failed(rejected.cause());
        }
        ActionId id = step.record().id();
        return TrialRun.done(new AppliedChanges(sql).of(List.of(id)).getOrDefault(id, List.of()));
    }
}
