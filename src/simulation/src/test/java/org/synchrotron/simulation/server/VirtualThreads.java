package org.synchrotron.simulation.server;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import org.synchrotron.server.runtime.ServerThreads;
import org.synchrotron.simulation.time.Timeline;

/** Runs the work of one process on the timeline instead of threads. When the process dies, its planned work is dropped. */
final class VirtualThreads implements ServerThreads {

    private static final int LONGEST_TASK_MS = 4;
    private static final int SLOW_SENDERS = 12;
    private static final int LONGEST_SENDING_MS = 2_000;

    private final Timeline timeline;
    private final Random random;
    private long uploadsBlockedUntilMs;
    private boolean dead;

    VirtualThreads(Timeline timeline, Random random) {
        this.timeline = timeline;
        this.random = random;
    }

    @Override
    public Executor workers() {
        return task -> plan(task, random.nextInt(LONGEST_TASK_MS));
    }

    @Override
    public Executor uploads() {
        return task ->
                plan(task, Math.max(0, uploadsBlockedUntilMs - timeline.nowMs()) + random.nextInt(LONGEST_TASK_MS));
    }

    /** For so long no upload thread takes up work. */
    void blockUploads(long ms) {
        uploadsBlockedUntilMs = timeline.nowMs() + ms;
    }

    /** A slow reader may delay a sender. */
    @Override
    public Executor senders() {
        return task ->
                plan(task, random.nextInt(random.nextInt(SLOW_SENDERS) == 0 ? LONGEST_SENDING_MS : LONGEST_TASK_MS));
    }

    @Override
    public void after(Duration pause, Runnable work) {
        plan(work, pause.toMillis());
    }

    Timeline timeline() {
        return timeline;
    }

    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    private void plan(Runnable work, long delayMs) {
        timeline.after(delayMs, () -> {
            if (!dead) {
                work.run();
            }
        });
    }
}
