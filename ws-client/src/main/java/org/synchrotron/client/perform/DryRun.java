package org.synchrotron.client.perform;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.TrialRun;
import org.synchrotron.log.ActionRecord;

/**
 * Runs a record's logic, notes its changes and undoes them, to compare runs. The transaction already captures for the record, and is in
 * the same state afterwards. A failure of the file is thrown unchanged; it says nothing about the runs.
 */
final class DryRun {

    /** How often an action runs in a test; two runs alone would miss every second random bit. */
    private static final int RUNS_OF_A_TEST = 20;

    /** How long the runs take at least, so that a clock of milliseconds moves between the first and the last. */
    private static final long TIME_OF_A_TEST_NS = 2_000_000;

    private final Store store;

    DryRun(Store store) {
        this.store = store;
    }

    /** {@return the result of the second run, whose changes are kept} The first run is undone. */
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
     * Runs the logic repeatedly and undoes all runs.
     *
     * @return the first difference from the first run; empty if there was none
     * @throws RuntimeException the exception of the logic, if it threw each time
     */
    Optional<ImpureAction> only(ActionRecord record, Supplier<?> logic) {
        TrialRun first = takenBack(record, logic);
        long begin = store.settings().nanos();
        for (int run = 1; run < RUNS_OF_A_TEST || store.settings().nanos() - begin < TIME_OF_A_TEST_NS; run++) {
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

    /** {@return the result of a run, which is undone} */
    TrialRun takenBack(ActionRecord record, Supplier<?> logic) {
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
