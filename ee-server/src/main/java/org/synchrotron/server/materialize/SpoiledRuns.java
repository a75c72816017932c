package org.synchrotron.server.materialize;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/**
 * The runs that left a transaction can only be rolled back: JPA and transactional beans of the application demand that when they fail,
 * whatever the action makes of it. It is the failure of the record that ran. So the transaction is rolled back, and when it is repeated, the
 * record is rejected without running. This is remembered on this node for an hour, of 1,000 runs. Thread-safe.
 */
public final class SpoiledRuns {

    static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int MOST = 1_000;

    /** A run for the author, or for the user of a further view. Grants are rolled back, too, and get other ids. */
    private record Run(ActionId record, UserId viewer) {}

    private record Spoiled(RunResult.Rejected result, long until) {}

    private final BooleanSupplier isSpoiled;
    private final WallClock wall;

    private final Map<Run, Spoiled> known = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Run, Spoiled> eldest) {
            return size() > MOST;
        }
    };

    /** @param isSpoiled whether the transaction of this thread can only be rolled back */
    public SpoiledRuns(BooleanSupplier isSpoiled, WallClock wall) {
        this.isSpoiled = isSpoiled;
        this.wall = wall;
    }

    /**
     * {@return the result of the run: what is remembered, or what it gives}
     *
     * @throws RunSpoiled if it leaves a transaction that can only be rolled back
     */
    RunResult result(ReplayStep step, Supplier<RunResult> run) {
        Run key = new Run(step.record().id(), step.author().caller().user());
        Optional<RunResult> before = remembered(key);
        if (before.isPresent()) {
            return before.get();
        }
        RunResult result = run.get();
        if (!isSpoiled.getAsBoolean()) {
            return result;
        }
        RunResult.Rejected rejected = result instanceof RunResult.Rejected no ? no : goesOn(step.record());
        remember(key, new Spoiled(rejected, wall.millis() + REMEMBERED.toMillis()));
        throw new RunSpoiled(step.record(), rejected.cause());
    }

    private synchronized Optional<RunResult> remembered(Run run) {
        return Optional.ofNullable(known.get(run))
                .filter(spoiled -> spoiled.until() > wall.millis())
                .map(Spoiled::result);
    }

    private synchronized void remember(Run run, Spoiled spoiled) {
        known.put(run, spoiled);
    }

    private static RunResult.Rejected goesOn(ActionRecord record) {
        String what = record.tag() + " went on after a failure that lets its transaction only be rolled back";
        return new RunResult.Rejected(Outcome.rejected("failed", what), new IllegalStateException(what));
    }
}
