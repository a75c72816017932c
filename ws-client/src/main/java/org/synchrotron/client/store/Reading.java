package org.synchrotron.client.store;

import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.ClientException;

/**
 * One thread's call of read, with its nested calls: one connection, one state of the file. It either leaves by itself or is ended by
 * another thread, whichever is first. Thread-safe.
 */
final class Reading {

    private final ReadConnection connection;
    private final long since;
    private final Runnable gone;
    private boolean left;
    private volatile @Nullable Function<@Nullable Throwable, ClientException> end;

    /** @param since when it began, in nanoseconds */
    Reading(ReadConnection connection, long since, Runnable gone) {
        this.connection = connection;
        this.since = since;
        this.gone = gone;
    }

    ReadConnection connection() {
        return connection;
    }

    void gone() {
        gone.run();
    }

    /** @param now the present time, in nanoseconds */
    Duration age(long now) {
        return Duration.ofNanos(now - since);
    }

    /**
     * Reads.
     *
     * @throws X what the callback throws
     * @throws ClientException if it was ended; its cause is what the callback threw
     */
    <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        Function<@Nullable Throwable, ClientException> ended = end;
        if (ended != null) {
            throw ended.apply(null);
        }
        try (Handle handle = connection.jdbi().open()) {
            return work.withHandle(handle);
        } catch (Exception thrown) {
            ended = end;
            if (ended == null || thrown instanceof ClientException) {
                throw thrown;
            }
            throw ended.apply(thrown);
        }
    }

    /** {@return whether the reading had not been ended} Marks it as done. */
    synchronized boolean leave() {
        left = end == null;
        return left;
    }

    /**
     * Ends the reading and returns at once: the running statement is interrupted, and a separate thread closes the connection. A second
     * call interrupts again, because the reader may have been between two statements.
     *
     * @param why makes the reader's exception from the exception of its SQL
     * @param closed called when the connection is closed, on that thread
     */
    void end(Function<@Nullable Throwable, ClientException> why, Runnable closed) {
        if (isEndedNow(why)) {
            Thread closing = new Thread(
                    () -> {
                        connection.close();
                        closed.run();
                    },
                    "synchrotron-reader-end");
            closing.setDaemon(true);
            closing.start();
        }
        interruptIfEnded();
    }

    void interruptIfEnded() {
        if (end != null) {
            connection.interrupt();
        }
    }

    private synchronized boolean isEndedNow(Function<@Nullable Throwable, ClientException> why) {
        if (left || end != null) {
            return false;
        }
        end = why;
        return true;
    }
}
