package org.synchrotron.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a client tells its program, to be waited for. */
final class Told implements SyncListener {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<SyncProblem> problems = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<QuarantinedRecord>> quarantined = new LinkedBlockingQueue<>();
    private final BlockingQueue<SyncStatus> statuses = new LinkedBlockingQueue<>();

    private final BlockingQueue<String> audiences = new LinkedBlockingQueue<>();
    private final BlockingQueue<RowProgress> progress = new LinkedBlockingQueue<>();
    private final BlockingQueue<LostRecords> lost = new LinkedBlockingQueue<>();
    private volatile @Nullable RowProgress rows;

    @Override
    public void recordsLost(LostRecords some) {
        lost.add(some);
    }

    /** {@return the next loss of the server} */
    LostRecords lost() throws InterruptedException {
        return requireNonNull(lost.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no loss was told");
    }

    @Override
    public void audiencesChanged(Set<String> gained, Set<String> lost) {
        audiences.add("+" + gained + " -" + lost);
    }

    @Override
    public void rows(RowProgress present) {
        rows = present;
        progress.add(present);
    }

    /** {@return the next change of the user's audiences} */
    String audiences() throws InterruptedException {
        return requireNonNull(audiences.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "the audiences did not change");
    }

    /** Waits until this progress of a row delivery is told. */
    void awaitRows(RowProgress wanted) throws InterruptedException {
        RowProgress next;
        do {
            next = requireNonNull(progress.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "it was not told: " + wanted);
        } while (!next.equals(wanted));
    }

    /** {@return the latest progress of a row delivery} */
    RowProgress rows() {
        return requireNonNull(rows, "no rows came");
    }

    @Override
    public void problem(SyncProblem problem) {
        problems.add(problem);
    }

    @Override
    public void quarantined(List<QuarantinedRecord> records) {
        quarantined.add(records);
    }

    @Override
    public void statusChanged(SyncStatus status) {
        statuses.add(status);
    }

    /** {@return the records that were quarantined next} */
    List<QuarantinedRecord> quarantined() throws InterruptedException {
        return requireNonNull(quarantined.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing was quarantined");
    }

    /** {@return whether what was told of quarantining was heard, all of it} */
    boolean heardAllOfQuarantined() {
        return quarantined.isEmpty();
    }

    /** {@return whether a problem was told that nobody has taken} */
    boolean hasProblem() {
        return !problems.isEmpty();
    }

    /** {@return the next problem} */
    SyncProblem problem() throws InterruptedException {
        return requireNonNull(problems.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no problem was told");
    }

    /** {@return the next status that shows a problem} */
    SyncStatus statusWithProblem() throws InterruptedException {
        SyncStatus status;
        do {
            status = requireNonNull(statuses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no status shows a problem");
        } while (status.problem() == null);
        return status;
    }
}
