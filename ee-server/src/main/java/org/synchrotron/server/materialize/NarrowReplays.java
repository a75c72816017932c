package org.synchrotron.server.materialize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.RunLimitExceeded;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.TrialRun;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Savepoints;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.FailureKind;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.materialize.Rewinder.Rewound;

/**
 * For development: compares a replay of what named rows show to be affected with a replay of all that the audiences show. A record that
 * differs reads rows that its action does not name. Not thread-safe: an instance serves one rewind.
 */
final class NarrowReplays {

    private final ImpurityListener listener;
    private final Handle sql;
    private final String savepoint;
    private Map<ActionId, TrialRun> whole = Map.of();
    private List<ReplayStep> steps = List.of();

    NarrowReplays(ImpurityListener listener, Handle sql, Savepoints savepoints) {
        this.savepoint = savepoints.name("whole");
        this.listener = listener;
        this.sql = sql;
    }

    /** Replays all that the audiences show, and undoes that. */
    void replayWhole(RewindPlan wide, Function<RewindPlan, Rewound> run) {
        sql.execute("savepoint " + savepoint);
        try {
            Map<ActionId, TrialRun> seen = runs(wide, run.apply(wide).results());
            steps = wide.plan().run();
            whole = seen;
        } catch (RunLimitExceeded alsoInTheReplay) {
            // The replay that counts meets it, too, and decides what follows.
            whole = Map.of();
        } catch (JdbiException objection) {
            if (FailureKind.isOfTheWorld(objection)) {
                throw objection;
            }
        }
        sql.execute("rollback to savepoint " + savepoint);
        sql.execute("release savepoint " + savepoint);
    }

    /** Reports the first record whose runs differ; later ones may differ in consequence. */
    void compare(RewindPlan wide, Rewound narrow) {
        Map<ActionId, TrialRun> seen = runs(wide, narrow.results());
        steps.stream()
                .map(ReplayStep::record)
                .filter(record -> seen.containsKey(record.id()) && whole.containsKey(record.id()))
                .flatMap(record -> ImpureAction.between(
                        record, whole.getOrDefault(record.id(), NOTHING), seen.getOrDefault(record.id(), NOTHING))
                        .stream())
                .findFirst()
                .map(found -> found.because(List.of()))
                .ifPresent(listener::found);
    }

    private static final TrialRun NOTHING = TrialRun.done(List.of());

    /** {@return what the records of the plan do now} Those without a result keep what they did. */
    private Map<ActionId, TrialRun> runs(RewindPlan wide, Map<ActionId, RunResult> results) {
        Map<ActionId, TrialRun> runs = new HashMap<>();
        List<ActionId> ids =
                wide.plan().run().stream().map(step -> step.record().id()).toList();
        var applied = new AppliedChanges(sql).of(ids);
        for (ActionId id : ids) {
            runs.put(id, TrialRun.done(applied.getOrDefault(id, List.of())));
        }
        for (FootprintedRecord each : wide.records()) {
            if (each.logged().isNoOp()) {
                runs.put(
                        each.logged().record().id(),
                        TrialRun.failed(new ActionRejected("rejected", "It was rejected.")));
            }
        }
        results.forEach((id, result) -> failure(result)
                .ifPresentOrElse(
                        cause -> runs.put(id, TrialRun.failed(cause)),
                        () -> runs.put(id, TrialRun.done(applied.getOrDefault(id, List.of())))));
        return runs;
    }

    private static Optional<RuntimeException> failure(RunResult result) {
        return result instanceof RunResult.Rejected no ? Optional.of(no.cause()) : Optional.empty();
    }
}
