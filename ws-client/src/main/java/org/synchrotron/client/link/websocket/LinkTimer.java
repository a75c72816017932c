package org.synchrotron.client.link.websocket;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one timer of all links of a program, on a daemon thread. Its tasks must not block. */
final class LinkTimer {

    private static final Logger LOG = LoggerFactory.getLogger(LinkTimer.class);

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private LinkTimer() {}

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "synchrotron-link-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    static Future<?> after(Duration wait, Runnable work) {
        return TIMER.schedule(() -> guarded(work), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a timer of a link failed", e);
        }
    }
}
