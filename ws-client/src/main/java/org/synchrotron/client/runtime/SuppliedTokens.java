package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.link.TokenSource;

/**
 * Tokens from the application's supplier, which may block, fail or hang. It runs on a thread of this client, started for the request,
 * and has a time limit; after that the request fails and the thread is interrupted. Until that call has returned, further requests fail
 * at once without calling the supplier. So a client has at most one supplier thread, and affects no other client. Thread-safe.
 */
public final class SuppliedTokens implements TokenSource {

    /** How long a supplier may take, unless the constructor says otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(SuppliedTokens.class);
    private static final ScheduledExecutorService TIMER =
            new ScheduledThreadPoolExecutor(1, work -> daemon(work, "synchrotron-token-timer"));

    private final Supplier<String> supplier;
    private final Duration limit;
    private final AtomicBoolean asking = new AtomicBoolean();

    public SuppliedTokens(Supplier<String> supplier) {
        this(supplier, LIMIT);
    }

    /** @param limit how long the supplier may take */
    public SuppliedTokens(Supplier<String> supplier, Duration limit) {
        this.supplier = supplier;
        this.limit = limit;
    }

    @Override
    public void request(Consumer<String> token, Consumer<SyncProblem> failure) {
        Request request = new Request(token, failure);
        if (asking.compareAndSet(false, true)) {
            request.start();
        } else {
            request.fail("the supplier has not come back since it was asked before");
        }
    }

    /** One request, answered by the supplier or by the timer. */
    private final class Request {

        private final Consumer<String> token;
        private final Consumer<SyncProblem> failure;
        private final AtomicBoolean answered = new AtomicBoolean();
        private final Thread thread = daemon(this::ask, "synchrotron-token");

        Request(Consumer<String> token, Consumer<SyncProblem> failure) {
            this.token = token;
            this.failure = failure;
        }

        void start() {
            var unused = TIMER.schedule(this::giveUp, limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                LOG.error("the system has no thread left to ask for a token", e);
                asking.set(false);
            }
        }

        private void ask() {
            String given = null;
            String problem = "the supplier gave null";
            try {
                given = supplier.get();
            } catch (Throwable e) {
                // This is the application's code: the client continues whatever it throws.
                LOG.debug("the supplier of tokens failed", e);
                problem = e instanceof Error || e.getMessage() == null ? e.toString() : e.getMessage();
            }
            asking.set(false);
            if (answered.compareAndSet(false, true)) {
                tell(given, problem);
            }
        }

        private void tell(@Nullable String given, String problem) {
            if (given == null) {
                failure.accept(
                        new SyncProblem(Kind.TOKEN_UNAVAILABLE, "there is no token to connect with: " + problem));
            } else {
                token.accept(given);
            }
        }

        /** On the timer's thread. */
        private void giveUp() {
            if (answered.compareAndSet(false, true)) {
                thread.interrupt();
                fail("the supplier took longer than " + limit.toMillis() + " ms");
            }
        }

        /** Reports the failure on a thread of its own: the callback may block, but neither the timer nor the caller may. */
        private void fail(String why) {
            daemon(() -> tell(null, why), "synchrotron-no-token").start();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
