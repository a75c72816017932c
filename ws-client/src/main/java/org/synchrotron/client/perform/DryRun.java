package org.synchrotron.client.perform;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.TrialRun;
import org.synchrotron.log.ActionRecord;

/**
 * Runs a record's logic, sees what it did, and takes it back: to compare runs. The transaction captures for the record already, and
 * is no further with it afterwards. What the file does wrong passes unchanged; it is no run's doing.
 */
final class DryRun {

    /** How often an action runs in a test; of two runs alone, one in two would hide the toss of a coin. */
    private static final int RUNS_OF_A_TEST = 20;

    /** For how long they go on at least, for a clock of milliseconds to move between the first and the last. */
    private static final long TIME_OF_A_TEST_NS = 2_000_000;

    private final Store store;

    DryRun(Store store) {
        this.store = store;
    }

    /** {@return what the second run gives, which stands} The first run is taken back. */
    <R> R thenRun(ActionRecord record, Supplier<R> logic, Consumer<ImpureAction> found) {
        TrialRun dryRun = perturbed(record, logic);
        R result;
        try {
            result = logic.get();
        } catch (RuntimeException e) {
            ImpureAction.between(record, dryRun, failed(record, e)).ifPresent(found);
            throw e;
        }
        TrialRun stands = TrialRun.done(store.rows().applied(record.id()));
        ImpureAction.between(record, dryRun, stands).ifPresent(found);
        return result;
    }

    /**
     * Runs the logic again and again, and lets none of it stand.
     *
     * @return the first difference from the first run; empty if there was none
     * @throws RuntimeException what the logic threw, if it did so each time
     */
    Optional<ImpureAction> only(ActionRecord record, Supplier<?> logic) {
        TrialRun first = takenBack(record, logic);
        long begin = store.nanoTime();
        for (int run = 1; run < RUNS_OF_A_TEST || store.nanoTime() - begin < TIME_OF_A_TEST_NS; run++) {
            TrialRun other = run % 2 == 1 ? perturbed(record, logic) : takenBack(record, logic);
            Optional<ImpureAction> difference = ImpureAction.between(record, first, other);
            if (difference.isPresent()) {
                return difference;
            }
        }
        if (first.failure() != null) {
            throw first.failure();
        }
        return Optional.empty();
    }

    private TrialRun perturbed(ActionRecord record, Supplier<?> logic) {
        return store.perturbed(() -> takenBack(record, logic));
    }

    private TrialRun takenBack(ActionRecord record, Supplier<?> logic) {
        store.database().attempt();
        TrialRun run = run(record, logic);
        store.database().takeBack();
        return run;
    }

    private TrialRun run(ActionRecord record, Supplier<?> logic) {
        try {
            var unused = logic.get();
        } catch (RuntimeException e) {
            return failed(record, e);
        }
        return TrialRun.done(store.rows().applied(record.id()));
    }

    private TrialRun failed(ActionRecord record, RuntimeException failure) {
        if (store.fileFailure(failure, "record " + record.id()).isPresent()) {
            throw failure;
        }
        return TrialRun.failed(failure);
    }
}
