package org.synchrotron.bench.run.setup;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.synchrotron.client.RowProgress;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;

/** Counts what a client sends, receives and runs again, and remembers how long its switches to new rows took. Thread-safe. */
public final class Traffic implements SyncListener {

    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private final AtomicLong longestSwitch = new AtomicLong();
    private final AtomicLong runs = new AtomicLong();
    private final Semaphore arrivals = new Semaphore(0);
    private volatile String stampedAnew = "";

    Traffic() {}

    @Override
    public void transferred(long bytesUp, long bytesDown) {
        up.addAndGet(bytesUp);
        down.addAndGet(bytesDown);
    }

    @Override
    public void problem(SyncProblem problem) {
        if (problem.kind() == Kind.WRONG_CLOCK || problem.kind() == Kind.LATE_WORK) {
            stampedAnew = problem.message();
        }
    }

    /** @throws IllegalStateException if the client has given pending records another time: then they are not what is to be measured */
    void requireOwnTime() {
        if (!stampedAnew.isEmpty()) {
            throw new IllegalStateException("not what is to be measured: " + stampedAnew);
        }
    }

    @Override
    public void delivered(int records, int rowChanges) {
        arrivals.release();
    }

    @Override
    public void replayed(int undone, int applied, int run) {
        runs.addAndGet(run);
    }

    @Override
    public void rows(RowProgress progress) {
        longestSwitch.accumulateAndGet(progress.switchTime().toNanos(), Math::max);
        arrivals.release();
    }

    /** {@return how long the longest switch to new rows took since the last call, in milliseconds; 0 if there was none} */
    public double longestSwitch() {
        return longestSwitch.getAndSet(0) / 1e6;
    }

    /** {@return the bytes of the messages that were sent} */
    public long up() {
        return up.get();
    }

    /** {@return the bytes of the messages that were received} */
    public long down() {
        return down.get();
    }

    /** {@return how many records' logic ran, after they were executed} */
    public long runs() {
        return runs.get();
    }

    /** {@return whether something has come that no earlier call has told of, or comes in time} */
    boolean awaitArrival(Duration atMost) throws InterruptedException {
        return arrivals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
