package org.synchrotron.it.attacks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Repeats an attack at its rate, on a thread of low priority, until it is closed. */
final class Attacker implements AutoCloseable {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Attack attack;
    private final AtomicInteger acts = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    @SuppressWarnings("ThreadPriorityCheck") // Its own work should not slow down the pair; nothing depends on it.
    Attacker(Attack attack) {
        this.attack = attack;
        thread = new Thread(this::repeat, "attacker: " + attack.name());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void repeat() {
        long due = System.nanoTime();
        while (!closed) {
            try {
                attack.act().run();
            } catch (IOException e) {
                failures.incrementAndGet();
            }
            acts.incrementAndGet();
            due = Math.max(due + SECOND / attack.perSecond(), System.nanoTime() - SECOND);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** {@return how many acts there were so far} */
    int acts() {
        return acts.get();
    }

    /** {@return how many of them the server ended} */
    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
