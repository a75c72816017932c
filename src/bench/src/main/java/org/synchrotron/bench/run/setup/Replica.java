package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.synchrotron.bench.items.AddDeclared;
import org.synchrotron.bench.items.AddItem;
import org.synchrotron.bench.items.AddMany;
import org.synchrotron.bench.items.AddPoints;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.Outcome;

/** A user's device: a real client with a file and a connection. Thread-safe, as the client is. */
public final class Replica implements AutoCloseable {

    private static final Duration FIRST_WAIT = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final String user;
    private final String name;
    private final SynchrotronClient client;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private final AtomicLong items = new AtomicLong();
    private final Path file;
    private final URI server;
    private final String token;
    private final Time time;
    private final Traffic traffic = new Traffic();

    /**
     * What a replica needs of time.
     *
     * @param wall the clock of its records
     * @param nanoTime a clock to measure durations, in nanoseconds
     * @param patience how long it waits for a confirmation
     */
    record Time(WallClock wall, LongSupplier nanoTime, Duration patience) {}

    Replica(String user, Path file, URI server, String token, Time time) {
        this.user = user;
        this.file = file;
        this.server = server;
        this.token = token;
        this.time = time;
        this.name = file.getFileName().toString();
        this.nanoTime = time.nanoTime();
        this.patience = time.patience();
        this.client = SynchrotronClient.builder()
                .database(file)
                .user(user)
                .server(server)
                .token(() -> token)
                .schema(ddl())
                .track("items")
                .action(new AddItem())
                .action(new AddMany())
                .action(new AddDeclared())
                .action(new AddPoints())
                .reconnect(FIRST_WAIT, LONGEST_WAIT)
                .wallClock(time.wall())
                .listener(traffic)
                .open();
    }

    /** {@return the same device after its program was started again} This one is closed. */
    public Replica reopened() {
        close();
        return new Replica(user, file, server, token, time);
    }

    public Path file() {
        return file;
    }

    /** {@return the statement that creates the tracked table} */
    static String ddl() {
        try (InputStream in = Objects.requireNonNull(AddItem.class.getResourceAsStream("/db/bench-client.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String user() {
        return user;
    }

    /** {@return the id of an item that no other replica has} */
    public String newId() {
        return id(name + " " + items.incrementAndGet());
    }

    /** {@return the id of the item with this name} */
    public static String id(String item) {
        return UUID.nameUUIDFromBytes(item.getBytes(StandardCharsets.UTF_8)).toString();
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
        try {
            if (!client.awaitSynced(patience)) {
                throw new GivenUp(patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
        long end = nanoTime.getAsLong() + patience.toNanos();
        while (countItems() < expected) {
            if (nanoTime.getAsLong() > end) {
                throw new GivenUp(patience);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** {@return what the client has sent and received so far} */
    public Traffic traffic() {
        return traffic;
    }

    /** {@return the size of the client's file, in bytes} Closes the client. */
    public long closedSize() {
        close();
        try {
            return Files.size(file);
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
            Outcome outcome =
                    execution.confirmation().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (outcome.kind() == Outcome.Kind.REJECTED) {
                throw new IllegalStateException("not what is to be measured: " + outcome);
            }
        } catch (TimeoutException e) {
            throw new GivenUp(patience);
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
