package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.ReadEnded;
import org.synchrotron.client.TooManyReaders;

/**
 * Reads the file, on the calling threads: a limited number at once, each on a connection that cannot write. The client's own thread, on
 * which listeners are called, has a place of its own and never waits. A nested call on the same thread uses the same connection and sees
 * the same state. Thread-safe.
 */
public final class ReadOnlySql {

    /** More threads than will ever wait. */
    private static final int EVERYBODY = 1 << 24;

    private final Database database;
    private final Path file;
    private final ReadLimits limits;
    private final BooleanSupplier onClientsThread;
    private final ReadConnections connections;
    private final Readings readings;
    private final Places places;

    @SuppressWarnings("ThreadLocalUsage") // What a thread reads of this file: another client has its own.
    private final ThreadLocal<@Nullable Reading> current = new ThreadLocal<>();

    private final AtomicBoolean ended = new AtomicBoolean();

    /** Whether new readers wait. Confined to the client's thread. */
    private boolean drains;

    /** Fair; the number of places can be reduced while they are in use. */
    private static final class Places extends Semaphore {

        private static final long serialVersionUID = 1L;

        Places(int count) {
            super(count, true);
        }

        void takeAway(int count) {
            reducePermits(count);
        }
    }

    /**
     * @param nanoTime a clock for durations
     * @param onClientsThread whether the calling thread is the client's own
     */
    public ReadOnlySql(
            Database database,
            Function<Connection, Jdbi> jdbi,
            ReadLimits limits,
            LongSupplier nanoTime,
            BooleanSupplier onClientsThread) {
        this.database = database;
        this.file = database.file();
        this.limits = limits;
        this.onClientsThread = onClientsThread;
        this.connections = new ReadConnections(file, jdbi);
        this.readings = new Readings(nanoTime);
        this.places = new Places(limits.readers());
    }

    /**
     * Reads in one transaction, so from one state of the file.
     *
     * @throws X what the callback throws
     * @throws TooManyReaders if no place was free in time
     * @throws ReadEnded if the reader was ended, because the write-ahead log grew meanwhile
     * @throws ClientClosed if the client is closed, before or meanwhile
     */
    public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        Reading outer = current.get();
        if (outer != null) {
            return outer.read(work);
        }
        Reading reading = begin();
        current.set(reading);
        try {
            return reading.read(work);
        } catch (Exception thrown) {
            database.noteIfDamaged(thrown);
            throw thrown;
        } finally {
            current.remove();
            if (reading.leave()) {
                connections.giveBack(reading.connection());
                readings.over(reading);
            }
        }
    }

    private Reading begin() {
        Runnable gone = () -> {};
        if (!onClientsThread.getAsBoolean()) {
            awaitPlace();
            gone = places::release;
        }
        ReadConnection connection;
        try {
            connection = connections.take();
        } catch (RuntimeException | Error e) {
            gone.run();
            throw e;
        }
        Reading reading = readings.begin(connection, gone);
        if (ended.get()) {
            readings.end(Duration.ZERO, ReadOnlySql::closedMeanwhile);
        }
        return reading;
    }

    private void awaitPlace() {
        boolean given;
        try {
            given = places.tryAcquire(TimeUnit.NANOSECONDS.convert(limits.patience()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            given = places.tryAcquire();
        }
        if (!given) {
            throw new TooManyReaders("database file " + file + " is read by " + limits.readers()
                    + " threads, and none of them was done within " + limits.patience()
                    + " or until this one was interrupted; read in shorter pieces, or set ClientBuilder.readers");
        }
    }

    /** {@return for how long the oldest reader has been reading; zero if there is none} */
    public Duration oldest() {
        return readings.oldest();
    }

    /** Ends the readers that have been reading for too long, without waiting for them. */
    public void endOld(long logBytes) {
        readings.end(
                limits.age(),
                cause -> new ReadEnded(
                        "a reader of database file " + file + " was ended: it had kept a state of the file for "
                                + limits.age() + " or longer, and the write-ahead log had grown to " + logBytes
                                + " bytes; read in shorter pieces, or set ClientBuilder.readerLimit",
                        cause));
    }

    /** Interrupts again readers that were ended and still run; they may have been between two statements. */
    public void interruptEnded() {
        readings.interruptEnded();
    }

    /**
     * Makes new readers wait until {@link #resume}; does not wait for present ones. Must be called on the client's own thread, outside a
     * reading.
     *
     * @return whether no reader is left; may be called again
     */
    public boolean drain() {
        if (!drains) {
            drains = true;
            places.takeAway(limits.readers());
        }
        if (places.availablePermits() < 0) {
            return false;
        }
        connections.closeIdle();
        return true;
    }

    /** Lets waiting readers continue. */
    public void resume() {
        if (drains) {
            drains = false;
            places.release(limits.readers());
        }
    }

    /** Refuses new readers and ends the present ones, without waiting for them. A second call does nothing. */
    public void end() {
        if (ended.compareAndSet(false, true)) {
            connections.close();
            places.release(EVERYBODY);
            readings.end(Duration.ZERO, ReadOnlySql::closedMeanwhile);
        }
    }

    /** Waits, after {@link #end}, until no reader has a connection, for a limited time. */
    public void awaitEnd(Duration atMost) {
        readings.awaitEnd(atMost, ReadOnlySql::closedMeanwhile);
    }

    private static ClientClosed closedMeanwhile(@Nullable Throwable cause) {
        return new ClientClosed("the client was closed while this reader was reading", cause);
    }
}
