package org.synchrotron.server.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.synchrotron.server.runtime.ServerThreads;

/** The threads and the time of a node, moved on by a test. Each kind of threads may stand still, as if all of them were blocked. */
final class VirtualThreads implements ServerThreads {

    private record Planned(Duration at, long number, Runnable work) {}

    private final Deque<Runnable> workers = new ArrayDeque<>();
    private final Deque<Runnable> uploads = new ArrayDeque<>();
    private final Deque<Runnable> senders = new ArrayDeque<>();
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
    private Duration now = Duration.ZERO;
    private long number;
    private boolean uploadsStand;
    private boolean sendersStand;

    @Override
    public Executor workers() {
        return workers::add;
    }

    @Override
    public Executor uploads() {
        return uploads::add;
    }

    @Override
    public Executor senders() {
        return senders::add;
    }

    @Override
    public void after(Duration pause, Runnable work) {
        planned.add(new Planned(now.plus(pause), number++, work));
    }

    /** From now on no upload is worked at. */
    void blockUploads() {
        uploadsStand = true;
    }

    /** From now on nothing is written. */
    void blockSenders() {
        sendersStand = true;
    }

    /** {@return the time that has passed} */
    Duration now() {
        return now;
    }

    /** {@return how much work waits for a thread for uploads} */
    int waitingUploads() {
        return uploads.size();
    }

    /** Runs what can run now. */
    void run() {
        while (runNext(workers) || (!uploadsStand && runNext(uploads)) || (!sendersStand && runNext(senders))) {
            // The next one.
        }
    }

    private static boolean runNext(Deque<Runnable> tasks) {
        Runnable next = tasks.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** Lets time pass, and runs what is due meanwhile. */
    void pass(Duration duration) {
        Duration until = now.plus(duration);
        run();
        for (Planned next = planned.peek(); next != null && next.at().compareTo(until) <= 0; next = planned.peek()) {
            planned.remove();
            now = next.at();
            next.work().run();
            run();
        }
        now = until;
    }

    /** {@return whether something is planned for later} */
    boolean isPlanning() {
        return !planned.isEmpty();
    }
}
