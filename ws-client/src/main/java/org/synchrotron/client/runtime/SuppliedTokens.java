package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
 * and has a time limit; after that the request fails and the thread is interrupted. A request that comes while the supplier is being asked gets the
 * same answer; after the limit, until that call has returned, further requests fail at once. So a client has at most one supplier thread, and affects no other client. Thread-safe.
 */
public final class SuppliedTokens implements TokenSource {

    /** How long a supplier may take, unless the constructor says otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(SuppliedTokens.class);
    private static final ScheduledExecutorService TIMER =
            new ScheduledThreadPoolExecutor(1, work -> daemon(work, "synchrotron-token-timer"));

    private final Supplier<String> supplier;
    private final Duration limit;
    private @Nullable Call running;

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
        Receiver receiver = new Receiver(token, failure);
        Call call = callFor(receiver);
        if (call != null) {
            call.start();
        }
    }

    /** {@return a new call to the supplier; null if the receiver gets the answer of the present one, or a failure} */
    private synchronized @Nullable Call callFor(Receiver receiver) {
        Call present = running;
        if (present == null) {
            running = new Call(receiver);
            return running;
        }
        if (present.isAnswered()) {
            fail(List.of(receiver), "the supplier has not come back since it was asked before");
        } else {
            present.receivers.add(receiver);
        }
        return null;
    }

    private record Receiver(Consumer<String> token, Consumer<SyncProblem> failure) {

        void tell(@Nullable String given, String problem) {
            if (given == null) {
                failure.accept(
                        new SyncProblem(Kind.TOKEN_UNAVAILABLE, "there is no token to connect with: " + problem));
            } else {
                token.accept(given);
            }
        }
    }

    /** One call to the supplier, answered by it or by the timer. Its receivers are guarded by the tokens. */
    private final class Call {

        private final List<Receiver> receivers = new ArrayList<>();
        private final Thread thread = daemon(this::ask, "synchrotron-token");

        Call(Receiver receiver) {
            receivers.add(receiver);
        }

        /** Guarded by the tokens. */
        boolean isAnswered() {
            return receivers.isEmpty();
        }

        void start() {
            var unused = TIMER.schedule(this::giveUp, limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                LOG.error("the system has no thread left to ask for a token", e);
                ended();
            }
        }

        private void ask() {
            String given = null;
            String problem = "the supplier gave null";
            try {
                given = supplier.get();
            } catch (Throwable e) {
                // This is the application's code: the client continues after anything that it throws.
                LOG.debug("the supplier of tokens failed", e);
                problem = e instanceof Error || e.getMessage() == null ? e.toString() : e.getMessage();
            }
            for (Receiver each : ended()) {
                each.tell(given, problem);
            }
        }

        /** {@return who waits for the answer} */
        private List<Receiver> ended() {
            synchronized (SuppliedTokens.this) {
                running = null;
                return taken();
            }
        }

        /** {@return who waits for the answer; nobody does any more} */
        private List<Receiver> taken() {
            synchronized (SuppliedTokens.this) {
                List<Receiver> waiting = List.copyOf(receivers);
                receivers.clear();
                return waiting;
            }
        }

        /** On the timer's thread. */
        private void giveUp() {
            List<Receiver> waiting = taken();
            if (!waiting.isEmpty()) {
                thread.interrupt();
                fail(waiting, "the supplier took longer than " + limit.toMillis() + " ms");
            }
        }
    }

    /** Reports the failure on a thread of its own: the callback may block, but neither the timer nor the caller may. */
    private static void fail(List<Receiver> receivers, String why) {
        daemon(() -> receivers.forEach(each -> each.tell(null, why)), "synchrotron-no-token")
                .start();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
