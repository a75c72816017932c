package org.synchrotron.client.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.ClientException;

/** The present readings, each from its beginning until it has released its state of the file. Thread-safe. */
final class Readings {

    private static final int INTERRUPTS_EVERY_MS = 20;

    private final Set<Reading> present = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;

    /** @param nanoTime a clock for durations */
    Readings(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param gone called once, when the reading has released its state of the file */
    Reading begin(ReadConnection connection, Runnable gone) {
        Reading reading = new Reading(connection, nanoTime.getAsLong(), gone);
        present.add(reading);
        return reading;
    }

    /** The reading has released its state of the file. */
    void over(Reading reading) {
        if (present.remove(reading)) {
            reading.gone();
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** {@return the age of the oldest reading; zero if there is none} */
    Duration oldest() {
        long now = nanoTime.getAsLong();
        return present.stream()
                .map(reading -> reading.age(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Ends the readings of at least this age, without waiting for them. */
    void end(Duration age, Function<@Nullable Throwable, ClientException> why) {
        long now = nanoTime.getAsLong();
        for (Reading reading : present) {
            if (reading.age(now).compareTo(age) >= 0) {
                reading.end(why, () -> over(reading));
            }
        }
    }

    /** Interrupts again the readings that were ended and are not over. */
    void interruptEnded() {
        present.forEach(Reading::interruptIfEnded);
    }

    /** Ends all readings and waits until they are over. */
    void awaitEnd(Duration atMost, Function<@Nullable Throwable, ClientException> why) {
        long begin = nanoTime.getAsLong();
        boolean interrupted = false;
        while (!present.isEmpty() && nanoTime.getAsLong() - begin < atMost.toNanos()) {
            end(Duration.ZERO, why);
            try {
                awaitChange();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // The caller loops, and interrupts again at each turn.
    private synchronized void awaitChange() throws InterruptedException {
        if (!present.isEmpty()) {
            wait(INTERRUPTS_EVERY_MS);
        }
    }
}
