package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Savepoints;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.FailureKind;

/**
 * Runs a record again under its further views, after the run under its grant (rule 7). The logic sees the rows as the runs before left
 * them, and the record's author as its author. Only what it writes in rows outside the grant and the earlier views is kept, so shared rows
 * hold what the author's run did. A run that fails keeps nothing, and does not change the outcome of the record. Not thread-safe.
 */
final class FurtherRuns {

    private final Handle sql;
    private final RecordRunner runner;
    private final String checks;
    private final String savepoint;

    /** @param checks SQL that is executed after each run has lost what is not kept; if the database reports an error, the run fails */
    FurtherRuns(Handle sql, RecordRunner runner, String checks, Savepoints savepoints) {
        this.savepoint = savepoints.name("further_view");
        this.sql = sql;
        this.runner = runner;
        this.checks = checks;
    }

    /** @param grant the grant at the end of the run under it */
    void run(ReplayStep step, long grant) {
        List<Long> covered = new ArrayList<>(List.of(grant));
        for (FurtherView view : step.views()) {
            run(step.under(view), covered);
            covered.add(view.user().grant());
        }
    }

    private void run(ReplayStep step, List<Long> covered) {
        sql.execute("savepoint " + savepoint);
        long before = new AppliedChanges(sql).lastPosition(step.record().id());
        boolean kept = runner.run(step, before) instanceof RunResult.Done && keepsHiddenRows(step, before, covered);
        sql.execute((kept ? "" : "rollback to savepoint " + savepoint + "; ") + "release savepoint " + savepoint);
    }

    private boolean keepsHiddenRows(ReplayStep step, long before, List<Long> covered) {
        ActionId record = step.record().id();
        try {
            new AppliedChanges(sql).keepHiddenRows(record, before, covered);
            sql.execute(checks);
            return true;
        } catch (JdbiException objection) {
            if (FailureKind.isOfTheWorld(objection)) {
                throw objection;
            }
            return false;
        }
    }
}
