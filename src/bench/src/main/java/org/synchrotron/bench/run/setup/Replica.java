package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.log.Outcome;

/** A user's device: a real client with a file and a connection. Thread-safe, as the client is. */
public final class Replica implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Device device;
    private final SynchrotronClient client;
    private final LongSupplier nanoTime;
    private final Patience patience;
    private final AtomicLong items = new AtomicLong();
    private final Traffic traffic = new Traffic();

    Replica(Device device) {
        this.device = device;
        this.nanoTime = device.time().nanoTime();
        this.patience = new Patience(device.time().patience());
        this.client = device.open(traffic);
    }

    /** {@return the same device after its program was started again} This one is closed. */
    public Replica reopened() {
        close();
        return new Replica(device);
    }

    public Path file() {
        return device.file();
    }

    public String user() {
        return device.user();
    }

    /** {@return the id of an item that no other replica has} */
    public String newId() {
        return id(device.name() + " " + items.incrementAndGet());
    }

    /** {@return the id of the item with this name} */
    public static String id(String item) {
        return UUID.nameUUIDFromBytes(item.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** {@return the ids of so many items, which have this name and a number} */
    public static List<String> ids(String items, int number) {
        return IntStream.range(0, number).mapToObj(i -> id(items + " " + i)).toList();
    }

    /** {@return the arguments of an action that adds a new item to the project} */
    public Record newItem(LogKind kind, String project) {
        return kind.add(newId(), project, "an item of the benchmark");
    }

    public void connect() {
        client.connect();
    }

    public void disconnect() {
        client.disconnect();
    }

    /** Executes an action. Does not wait for the server. */
    public Execution<Object> execute(Record args) {
        return client.execute(args);
    }

    /**
     * Executes an action and waits until the server has confirmed it.
     *
     * @return the time that it took, in milliseconds
     * @throws GivenUp if it takes too long
     */
    public double confirmed(Record args) {
        long before = nanoTime.getAsLong();
        await(execute(args));
        return (nanoTime.getAsLong() - before) / 1e6;
    }

    /**
     * Connects and waits until the server has confirmed a record.
     *
     * @return the time that it took, in milliseconds
     * @throws GivenUp if it takes too long
     */
    public double confirmedOnceConnected(Execution<?> execution) {
        long before = nanoTime.getAsLong();
        connect();
        await(execution);
        return (nanoTime.getAsLong() - before) / 1e6;
    }

    /**
     * Connects and waits until the client holds all that the server has.
     *
     * @return the time that it took, in milliseconds
     * @throws GivenUp if it takes too long
     */
    public double synced() {
        long before = nanoTime.getAsLong();
        connect();
        awaitSynced();
        return (nanoTime.getAsLong() - before) / 1e6;
    }

    /**
     * Waits until the client holds all that the server has.
     *
     * @throws GivenUp if it takes too long
     */
    public void awaitSynced() {
        patience.await(client::awaitSynced);
    }

    /** {@return the number of items in the client's file} */
    public long countItems() {
        return client.read(sql ->
                sql.createQuery("select count(*) from items").mapTo(Long.class).one());
    }

    /**
     * Waits until so many items are in the client's file, without asking the server.
     *
     * @throws GivenUp if it takes too long
     */
    public void awaitItems(long expected) {
        long end = nanoTime.getAsLong() + patience.most().toNanos();
        while (countItems() < expected) {
            if (nanoTime.getAsLong() > end) {
                throw new GivenUp(patience.most());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /**
     * Waits until an item is in the client's file: looks each time when something has come.
     *
     * @throws GivenUp if it takes too long
     */
    public void awaitItem(String id) {
        while (!holds(id)) {
            patience.await(traffic::awaitArrival);
        }
    }

    private boolean holds(String id) {
        return client.read(sql -> sql.createQuery("select 1 from items where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /**
     * Asks for all rows anew and waits for them; the client is online.
     *
     * @return the time that the switch to them took, in milliseconds, in which what is pending ran again
     * @throws GivenUp if it takes too long
     */
    public double rebased() {
        traffic.longestSwitch();
        client.rebase();
        double switched;
        while ((switched = traffic.longestSwitch()) == 0) {
            patience.await(traffic::awaitArrival);
        }
        return switched;
    }

    /** {@return how many records the server has not accepted yet} */
    public int pending() {
        return client.status().pending();
    }

    /** {@return what the client has sent, received and run again so far} */
    public Traffic traffic() {
        return traffic;
    }

    /** {@return the size of the client's file, in bytes} Closes the client. */
    public long closedSize() {
        close();
        try {
            return Files.size(device.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the server has confirmed a record.
     *
     * @throws GivenUp if it takes too long
     * @throws IllegalStateException if the record is rejected or quarantined
     */
    public void await(Execution<?> execution) {
        try {
            Outcome outcome = execution
                    .confirmation()
                    .toCompletableFuture()
                    .get(patience.most().toMillis(), TimeUnit.MILLISECONDS);
            traffic.requireOwnTime();
            if (outcome.kind() == Outcome.Kind.REJECTED) {
                throw new IllegalStateException("not what is to be measured: " + outcome);
            }
        } catch (TimeoutException e) {
            throw new GivenUp(patience.most());
        } catch (ExecutionException e) {
            throw new IllegalStateException("not what is to be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
