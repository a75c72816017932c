package org.synchrotron.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client tells its program, to be waited for. */
final class Told implements SyncListener {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<SyncProblem> problems = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<SetAsideRecord>> setAside = new LinkedBlockingQueue<>();
    private final BlockingQueue<SyncStatus> statuses = new LinkedBlockingQueue<>();

    @Override
    public void problem(SyncProblem problem) {
        problems.add(problem);
    }

    @Override
    public void setAside(List<SetAsideRecord> records) {
        setAside.add(records);
    }

    @Override
    public void statusChanged(SyncStatus status) {
        statuses.add(status);
    }

    /** {@return the records that were set aside next} */
    List<SetAsideRecord> setAside() throws InterruptedException {
        return requireNonNull(setAside.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing was set aside");
    }

    /** {@return whether what was told of setting aside was heard, all of it} */
    boolean heardAllOfSetAside() {
        return setAside.isEmpty();
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
