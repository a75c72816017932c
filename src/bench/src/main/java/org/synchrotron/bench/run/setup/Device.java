package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.synchrotron.bench.items.AddDeclared;
import org.synchrotron.bench.items.AddItem;
import org.synchrotron.bench.items.AddMany;
import org.synchrotron.bench.items.AddPoints;
import org.synchrotron.client.ClientBuilder;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.clock.WallClock;

/**
 * What a client is opened with. Immutable.
 *
 * @param file the client's file, which need not exist
 * @param history how long it keeps all records; zero if it keeps only what it needs, so that the server may send rows instead
 */
record Device(String user, Path file, URI server, String token, Time time, Duration history) {

    private static final Duration FIRST_WAIT = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /**
     * What a client needs of time.
     *
     * @param wall the clock of its records
     * @param nanoTime a clock to measure durations, in nanoseconds
     * @param patience how long it waits for a confirmation
     */
    record Time(WallClock wall, LongSupplier nanoTime, Duration patience) {}

    /** A client that keeps only what it needs. */
    Device(String user, Path file, URI server, String token, Time time) {
        this(user, file, server, token, time, Duration.ZERO);
    }

    /** {@return its file's name, which no other has} */
    String name() {
        return file.getFileName().toString();
    }

    SynchrotronClient open(SyncListener listener) {
        ClientBuilder builder = SynchrotronClient.builder()
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
                .listener(listener);
        return (history.isZero() ? builder : builder.keepHistory(history)).open();
    }

    /** {@return the statement that creates the tracked table} */
    static String ddl() {
        try (InputStream in = Objects.requireNonNull(AddItem.class.getResourceAsStream("/db/bench-client.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
