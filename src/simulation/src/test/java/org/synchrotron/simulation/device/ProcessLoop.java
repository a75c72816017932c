package org.synchrotron.simulation.device;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.synchrotron.client.engine.Loop;
import org.synchrotron.simulation.time.Timeline;

/** The loop of one client's process, on virtual time. It ends with the process. */
final class ProcessLoop implements Loop {

    private static final int LONGEST_QUEUE_MS = 2;

    private final Timeline timeline;
    private final Random random;
    private final Runnable afterTask;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private long latestMs;
    private boolean ended;

    /** @param afterTask runs after each task, as long as the loop has not ended */
    ProcessLoop(Timeline timeline, Random random, Runnable afterTask) {
        this.timeline = timeline;
        this.random = random;
        this.afterTask = afterTask;
    }

    @Override
    public boolean post(Runnable work) {
        if (!ended) {
            waiting.add(work);
            latestMs = Math.max(latestMs, timeline.nowMs() + random.nextInt(LONGEST_QUEUE_MS));
            timeline.after(latestMs - timeline.nowMs(), this::runNext);
        }
        return !ended;
    }

    @Override
    public void after(Duration wait, Runnable work) {
        timeline.after(wait.toMillis(), () -> run(work));
    }

    /**
     * Runs the work after all work that was posted before, as if the caller waited for it.
     *
     * @return the result of the work; empty if the process died before it
     */
    <T> Optional<T> call(Supplier<T> work) {
        while (!waiting.isEmpty()) {
            runNext();
        }
        List<T> result = new ArrayList<>(1);
        run(() -> result.add(work.get()));
        return result.stream().findFirst();
    }

    void end() {
        ended = true;
        waiting.clear();
    }

    private void runNext() {
        Runnable next = waiting.poll();
        if (next != null) {
            run(next);
        }
    }

    private void run(Runnable work) {
        if (!ended) {
            try {
                work.run();
            } finally {
                afterTask.run();
            }
        }
    }
}
