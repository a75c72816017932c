package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.store.ReadLimits;

/**
 * The engine of a client, and another one in its place after it met damage in its file:
 *
 * <ol>
 *   <li>what met the damage fails ({@link DatabaseFailure.Kind#DAMAGED});
 *   <li>the engine ends; from now on callers wait;
 *   <li>the file is opened again, which replaces it, and the new engine connects if the former one was to be connected.
 * </ol>
 *
 * If the file cannot be opened again, or is damaged again soon, callers get the failure. Thread-safe.
 */
public final class LastingEngine implements AutoCloseable {

    /** A disk that damages files is not helped by more of them. */
    private static final Duration SOON = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(LastingEngine.class);

    private final EngineSettings settings;
    private final ReadLimits limits;
    private final LongSupplier nanoTime;
    private ClientEngine present;
    private boolean wanted;
    private boolean replacing;
    private boolean closed;
    private @Nullable Long replacedAt;
    private @Nullable DatabaseFailure failure;

    /** A call of an engine. */
    @FunctionalInterface
    public interface Call<T, X extends Exception> {
        T on(ClientEngine engine) throws X;
    }

    /**
     * Opens the file.
     *
     * @param nanoTime a clock for durations
     */
    public LastingEngine(EngineSettings settings, ReadLimits limits, LongSupplier nanoTime) {
        this.settings = settings;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.present = opened();
        try {
            present.begin();
        } catch (RuntimeException | Error e) {
            try (this) {
                throw e;
            }
        }
    }

    private ClientEngine opened() {
        return ClientEngine.open(settings, limits, nanoTime, this::damaged);
    }

    /** {@return the engine, without waiting for another one in its place} */
    public synchronized ClientEngine present() {
        return present;
    }

    /**
     * Calls the engine. If it ended in the middle, so that the call was not carried out, calls the next one.
     *
     * @throws DatabaseFailure if the damaged file could not be replaced
     */
    public <T, X extends Exception> T call(Call<T, X> call) throws X {
        ClientEngine engine = lasting();
        try {
            return call.on(engine);
        } catch (ClientClosed e) {
            ClientEngine next = lasting();
            if (next == engine) {
                throw e;
            }
            return call.on(next);
        }
    }

    /** The same for a call without a result. */
    public void run(Consumer<ClientEngine> call) {
        call(engine -> {
            call.accept(engine);
            return engine;
        });
    }

    /** Waits for the next engine, unless this is the thread of the present one, on which listeners run. */
    private synchronized ClientEngine lasting() {
        boolean interrupted = false;
        while (replacing && !present.isCurrentThread()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
        return present;
    }

    /** Remembers whether a connection is wanted, and says so to the engine. */
    public void connect(boolean connected) {
        synchronized (this) {
            wanted = connected;
        }
        run(connected ? ClientEngine::connect : ClientEngine::disconnect);
    }

    /** {@return whether the client was synchronized within that time} */
    public boolean awaitSynced(Duration atMost) throws InterruptedException {
        long end = nanoTime.getAsLong() + TimeUnit.NANOSECONDS.convert(atMost);
        return call(engine -> engine.awaitSynced(Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()))));
    }

    /** The present engine met damage. Returns at once. */
    private synchronized void damaged() {
        boolean again = replacedAt != null && nanoTime.getAsLong() - replacedAt < SOON.toNanos();
        if (closed || replacing || again) {
            return;
        }
        replacing = true;
        Thread thread = new Thread(this::replace, "synchrotron-reopening");
        thread.setDaemon(true);
        thread.start();
    }

    /** Listeners that are called when the next engine begins find it here. */
    private void replace() {
        ClientEngine former = present();
        try {
            former.close();
            ClientEngine next = opened();
            put(next);
            next.begin();
            goOn(next);
        } catch (RuntimeException | Error e) {
            LOG.error("a damaged file could not be opened again", e);
            fail(
                    e instanceof DatabaseFailure why
                            ? why
                            : new DatabaseFailure(
                                    DatabaseFailure.Kind.OTHER,
                                    settings.store().file(),
                                    "it could not be opened again",
                                    e));
        }
    }

    private synchronized void put(ClientEngine next) {
        present = next;
        replacing = false;
        replacedAt = nanoTime.getAsLong();
        notifyAll();
    }

    private void goOn(ClientEngine next) {
        boolean connects;
        boolean closes;
        synchronized (this) {
            connects = wanted;
            closes = closed;
        }
        if (closes) {
            next.close();
        } else if (connects) {
            next.connect();
        }
    }

    private synchronized void fail(DatabaseFailure why) {
        failure = why;
        replacing = false;
        notifyAll();
    }

    /** Closes the engine; see {@link Closing}. If another one takes its place, that is closed, too, as soon as it is there. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        present().close();
    }
}
