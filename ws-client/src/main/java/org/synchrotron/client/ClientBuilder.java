package org.synchrotron.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.engine.Backoff;
import org.synchrotron.client.link.Network;
import org.synchrotron.client.link.websocket.ServerAddress;
import org.synchrotron.client.link.websocket.WebSocketTransport;
import org.synchrotron.client.runtime.ClientEngine;
import org.synchrotron.client.runtime.EngineSettings;
import org.synchrotron.client.runtime.SuppliedTokens;
import org.synchrotron.client.store.ReadLimits;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageCodec;

/** Collects what a {@link SynchrotronClient} needs. Not thread-safe. */
public final class ClientBuilder {

    /** Costly to make; thread-safe. */
    private static final class Codec {
        static final MessageCodec SHARED = new MessageCodec();
    }

    private @Nullable Path database;
    private @Nullable UserId user;
    private @Nullable ClientId clientId;
    private @Nullable ServerAddress server;
    private Supplier<String> token = () -> "";
    private final List<SchemaStep> schema = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final List<ActionDefinition<?, ?>> actions = new ArrayList<>();
    private WallClock wall = WallClock.system();
    private SyncListener listener = SyncListener.NONE;
    private boolean purityCheck;
    private Duration firstWait = Duration.ofMillis(200);
    private Duration longestWait = Duration.ofSeconds(30);
    private int readers = ReadLimits.DEFAULT.readers();
    private Duration readerPatience = ReadLimits.DEFAULT.patience();
    private Duration readerAge = ReadLimits.DEFAULT.age();
    private long logBytes = ReadLimits.DEFAULT.logBytes();

    ClientBuilder() {}

    /**
     * The SQLite file; created if it does not exist, in a directory that does and can be written. One client holds it at a time, with a lock
     * on the file {@code <name>.lock} beside it; the lock ends with the client or the process, the file stays.
     */
    public ClientBuilder database(Path file) {
        this.database = file;
        return this;
    }

    /**
     * Whose file it is: the user that the token names.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public ClientBuilder user(String userId) {
        this.user = new UserId(userId);
        return this;
    }

    /**
     * The name of this replica, unique among all of a server's. Without it, one is made up and kept in the file.
     *
     * @throws IllegalArgumentException if it is not of the form of {@link ClientId}
     */
    public ClientBuilder clientId(String id) {
        this.clientId = new ClientId(id);
        return this;
    }

    /**
     * Where the server is: the application's base URL or the endpoint itself. Without it, the client stays offline.
     *
     * @throws IllegalArgumentException if it is no ws, wss, http or https URL
     */
    public ClientBuilder server(URI uri) {
        this.server = ServerAddress.of(uri);
        return this;
    }

    /**
     * Gives the bearer token. Asked before every connection, on a thread of its own; it may block for 30 seconds. Then the attempt to
     * connect fails with {@link SyncProblem.Kind#TOKEN_UNAVAILABLE} and the thread is interrupted; the supplier is not asked again before it
     * has come back.
     */
    public ClientBuilder token(Supplier<String> supplier) {
        this.token = supplier;
        return this;
    }

    /** Adds a step of the application's DDL. */
    public ClientBuilder schema(SchemaStep step) {
        schema.add(step);
        return this;
    }

    /** Adds a step of the application's DDL: one or more SQL statements. */
    public ClientBuilder schema(String sql) {
        return schema(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        });
    }

    /** Names a table whose rows are shared. It needs the primary key {@code id} and a column {@code audience_key}. */
    public ClientBuilder track(String table) {
        tables.add(table);
        return this;
    }

    /**
     * Adds an action.
     *
     * @throws IllegalArgumentException if its class says not what it must
     */
    public ClientBuilder action(Action<?, ?> action) {
        actions.add(ActionDefinition.of(action));
        return this;
    }

    /** Where wall time comes from; the system by default. */
    public ClientBuilder wallClock(WallClock clock) {
        this.wall = clock;
        return this;
    }

    public ClientBuilder listener(SyncListener hearer) {
        this.listener = hearer;
        return this;
    }

    /**
     * Whether every action runs twice wherever it runs, to find those that do not do the same both times; off by default. For
     * development and tests: {@link SyncListener#impure} hears of them, and what the second run does stands.
     */
    public ClientBuilder purityCheck(boolean check) {
        this.purityCheck = check;
        return this;
    }

    /** How long to wait before connecting again: at random, up to {@code first}, doubling up to {@code longest}. */
    public ClientBuilder reconnect(Duration first, Duration longest) {
        this.firstWait = first;
        this.longestWait = longest;
        return this;
    }

    /**
     * How many threads may be within {@link SynchrotronClient#read} at once, and how long another waits for its turn before it gets
     * {@link TooManyReaders}: 4 and 30 s by default. The client's own thread, on which listeners are called, never waits.
     */
    public ClientBuilder readers(int atMost, Duration patience) {
        this.readers = atMost;
        this.readerPatience = patience;
        return this;
    }

    /**
     * When a reader is ended, with {@link ReadEnded}: it has been reading for as long as {@code age}, and SQLite's write-ahead log is longer
     * than {@code logBytes} and grows; 10 s and 64 MiB by default. The log holds what was written since the oldest reader began, and takes up
     * the disk.
     *
     * @param logBytes at least 8 MiB, twice what the log takes in ordinary work
     */
    public ClientBuilder readerLimit(Duration age, long logBytes) {
        this.readerAge = age;
        this.logBytes = logBytes;
        return this;
    }

    /**
     * Opens the client. It is offline.
     *
     * @throws DatabaseFailure if the file cannot be used: not writable, no database, another user's, open in another client, a schema
     *     step failed, a table cannot be tracked
     * @throws IllegalArgumentException if two actions have one tag or one class of arguments, or a limit of reading makes no sense
     * @throws IllegalStateException if the program's jar is packed so that no action could run; the message says what to do
     */
    public SynchrotronClient open() {
        RecordBinding.require();
        Path file = requireNonNull(database, "database(...) is missing");
        StoreSettings store = new StoreSettings(
                file,
                requireNonNull(user, "user(...) is missing"),
                clientId,
                schema,
                tables,
                wall,
                System::nanoTime,
                UUID::randomUUID);
        EngineSettings settings = new EngineSettings(
                store,
                new ActionCatalogue(actions),
                Codec.SHARED,
                network(),
                new Backoff(firstWait, longestWait, new Random()),
                listener,
                purityCheck);
        ReadLimits limits = new ReadLimits(readers, readerPatience, readerAge, logBytes);
        return new SynchrotronClient(ClientEngine.open(settings, limits, System::nanoTime));
    }

    private @Nullable Network network() {
        return server == null ? null : new Network(new SuppliedTokens(token), new WebSocketTransport(server));
    }
}
