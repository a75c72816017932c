package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.synchrotron.client.engine.Loop;
import org.synchrotron.client.store.FreeSpace;

/**
 * Keeps the file as short as its content: looks from time to time, while the client works, whether much of it is free. What stays free for a
 * while, and is not written again, is given back step by step; other work goes on between the steps. Confined to the client's thread.
 */
final class FileShrinker {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** What is free for so long will not be needed soon. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private static final Duration BETWEEN_STEPS = Duration.ofMillis(20);

    /** When the client is closed, so many steps are made at most. */
    private static final int LAST_STEPS = 32;

    private final FreeSpace space;
    private final LongSupplier nanoTime;
    private final Loop loop;
    private long next;
    private long muchSince;
    private boolean isMuch;
    private boolean looksAgain;

    FileShrinker(FreeSpace space, LongSupplier nanoTime, Loop loop) {
        this.space = space;
        this.nanoTime = nanoTime;
        this.loop = loop;
        this.next = nanoTime.getAsLong();
    }

    /** Looks if it is time, after each task of the client. */
    void look() {
        if (looksAgain) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (next - now > 0) {
            lookAgain(Duration.ofNanos(next - now));
            return;
        }
        next = now + BETWEEN_LOOKS.toNanos();
        if (!space.isMuch()) {
            isMuch = false;
        } else if (!isMuch) {
            isMuch = true;
            muchSince = now;
            lookAgain(BETWEEN_LOOKS);
        } else if (now - muchSince < SETTLED.toNanos()) {
            lookAgain(BETWEEN_LOOKS);
        } else {
            giveBack(now);
        }
    }

    private void giveBack(long now) {
        isMuch = space.giveBack();
        if (isMuch) {
            next = now + BETWEEN_STEPS.toNanos();
            lookAgain(BETWEEN_STEPS);
        }
    }

    private void lookAgain(Duration wait) {
        looksAgain = true;
        loop.after(wait.plusMillis(1), () -> looksAgain = false);
    }

    /** The client is closed after this. */
    void finish() {
        boolean more = true;
        for (int i = 0; i < LAST_STEPS && more; i++) {
            more = space.giveBack();
        }
    }
}
