package org.synchrotron.server.materialize;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.synchrotron.action.RunLimitExceeded;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.TrialRun;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Savepoints;
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

    private static final System.Logger LOG = System.getLogger(DoubleRunner.class.getName());

    /** The rollback to the savepoint also restores the settings. */
    private static final String PERTURB = """
            select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
                set_config('enable_hashagg', 'off', true), set_config('enable_hashjoin', 'off', true)
            """;

    private final Handle sql;
    private final String savepoint;
    private final RecordRunner runner;
    private final ImpurityListener listener;

    DoubleRunner(Handle sql, RecordRunner runner, ImpurityListener listener, Savepoints savepoints) {
        this.savepoint = savepoints.name("dry_run");
        this.sql = sql;
        this.runner = runner;
        this.listener = listener;
    }

    RunResult run(ReplayStep step) {
        Optional<TrialRun> dryRun = dryRun(step);
        RunResult kept = runner.run(step);
        dryRun.flatMap(dry -> ImpureAction.between(step.record(), dry, observed(step, kept)))
                .ifPresent(listener::found);
        return kept;
    }

    /** {@return what a dry run did; empty if it cost too much} That may be because of the plans that it gets. */
    private Optional<TrialRun> dryRun(ReplayStep step) {
        sql.execute("savepoint " + savepoint + "; " + PERTURB);
        Optional<TrialRun> dryRun;
        try {
            dryRun = Optional.of(observed(step, runner.run(step)));
        } catch (RunLimitExceeded exceeded) {
            LOG.log(System.Logger.Level.WARNING, "the purity of a record is not checked: {0}", exceeded.getMessage());
            dryRun = Optional.empty();
        }
        sql.execute("rollback to savepoint " + savepoint + "; release savepoint " + savepoint);
        return dryRun;
    }

    private TrialRun observed(ReplayStep step, RunResult result) {
        if (result instanceof RunResult.Rejected rejected) {
            return TrialRun.failed(rejected.cause());
        }
        ActionId id = step.record().id();
        return TrialRun.done(new AppliedChanges(sql).of(List.of(id)).getOrDefault(id, List.of()));
    }
}
