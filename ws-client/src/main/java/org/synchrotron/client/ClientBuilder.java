package org.synchrotron.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.engine.Backoff;
import org.synchrotron.client.engine.ConnectionSettings;
import org.synchrotron.client.link.Network;
import org.synchrotron.client.link.websocket.ServerAddress;
import org.synchrotron.client.link.websocket.WebSocketTransport;
import org.synchrotron.client.runtime.EngineSettings;
import org.synchrotron.client.runtime.LastingEngine;
import org.synchrotron.client.runtime.SuppliedTokens;
import org.synchrotron.client.store.LogKeeping;
import org.synchrotron.client.store.ReadLimits;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/**
 * Builds a {@link SynchrotronClient}. {@link #database} and {@link #user} are required, and at least one {@link #action}. A number or a time out of
 * its bounds is refused at once, with an {@link IllegalArgumentException}. Not thread-safe.
 */
public final class ClientBuilder {

    private @Nullable Path database;
    private @Nullable UserId user;
    private @Nullable ClientId clientId;
    private @Nullable ServerAddress server;
    private Supplier<String> token = () -> "";
    private final List<SchemaStep> schema = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final Map<String, RowAdoption> adoptions = new HashMap<>();
    private final List<ActionDefinition<?, ?>> actions = new ArrayList<>();
    private WallClock wall = WallClock.system();
    private SyncListener listener = SyncListener.NONE;
    private boolean purityCheck;
    private LogKeeping keeping = LogKeeping.DEFAULT;
    private Backoff backoff = Backoff.usual(new Random());
    private ReadLimits limits = ReadLimits.DEFAULT;

    ClientBuilder() {}

    /**
     * The SQLite file. It is created if it does not exist; its directory must exist and be writable. Only one client may have it open: it
     * locks the file {@code <name>.lock} beside it until it ends.
     */
    public ClientBuilder database(Path file) {
        this.database = file;
        return this;
    }

    /**
     * The user who owns the file: the one whom the token names.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public ClientBuilder user(String userId) {
        this.user = new UserId(userId);
        return this;
    }

    /**
     * The id of this replica, unique among all clients of a server. By default a random id is generated and kept in the file; a copy of the
     * file, or one from a backup, then gets another id when it meets the server. With an id that is given here, a {@link ClientId}, such a file
     * stays offline ({@link SyncProblem.Kind#CLIENT_TAKEN}), and so does a new file in place of a lost one, until an operator releases the id.
     */
    public ClientBuilder clientId(String id) {
        this.clientId = new ClientId(id);
        return this;
    }

    /**
     * The server's address: the application's base URL or the endpoint's URL. Without it the client stays offline.
     *
     * @throws IllegalArgumentException if it is no ws, wss, http or https URL
     */
    public ClientBuilder server(URI uri) {
        this.server = ServerAddress.of(uri);
        return this;
    }

    /**
     * Supplies the bearer token. It is called before every connection, and before the token of an open connection expires, on a thread of its
     * own, and may block for 30 seconds. After that the attempt to connect fails with {@link SyncProblem.Kind#TOKEN_UNAVAILABLE} and the
     * thread is interrupted. The supplier is not called again until that call has returned. It should give a fresh token: one that has
     * expired is refused, and the supplier is asked again.
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
        return schema(SchemaChange.sql(sql));
    }

    /** Adds a table whose rows are shared. It needs the primary key {@code id} and a column {@code audience_key}. */
    public ClientBuilder track(String table) {
        tables.add(table);
        return this;
    }

    /**
     * Tracks the table in place of {@link #track}, also if it holds rows that no action wrote. These move out of it, and {@link #open} executes
     * an action for each, in the order of the tables, which writes it again: so they reach others as any work does. A row whose action
     * refuses or fails waits in the file ({@link SyncStatus#unadopted}) and is tried again at each opening, and by {@link
     * SynchrotronClient#adopt}.
     */
    public ClientBuilder adopt(String table, RowAdoption how) {
        adoptions.put(table, how);
        return track(table);
    }

    /**
     * Adds an action.
     *
     * @throws IllegalArgumentException if its class lacks a valid {@code @SyncAction} or its arguments are no record
     */
    public ClientBuilder action(Action<?, ?> action) {
        actions.add(ActionDefinition.of(action));
        return this;
    }

    /** The source of wall time; the system's clock by default. */
    public ClientBuilder wallClock(WallClock clock) {
        this.wall = clock;
        return this;
    }

    public ClientBuilder listener(SyncListener hearer) {
        this.listener = hearer;
        return this;
    }

    /**
     * Whether every action runs twice, to find actions whose runs differ, see {@link SyncListener#impure}; the effects of the second run are
     * kept. Off by default; for development and tests.
     */
    public ClientBuilder purityCheck(boolean check) {
        this.purityCheck = check;
        return this;
    }

    /**
     * How long own accepted records stay in the file with their arguments and outcomes, after the log that the client needs no longer
     * reaches back to them; seven days by default. The latest one stays longer. A server gets back from them what it lost ({@link LostRecords}).
     */
    public ClientBuilder keepOwn(Duration time) {
        this.keeping = keeping.withOwn(time);
        return this;
    }

    /**
     * How long all records that the user may see stay in the file with their row changes, for the application to look at. By default a
     * client keeps only what it needs, and the server sends rows instead of records where that is less. With this, it sends records
     * wherever it can.
     */
    public ClientBuilder keepHistory(Duration time) {
        this.keeping = keeping.withHistory(time);
        return this;
    }

    /**
     * How long to wait before connecting again: a random time up to a bound, which starts at {@code first} and doubles up to {@code longest},
     * which is not shorter. After problems that rarely end by themselves, such as a refused token, at least half of {@code longest}. By default
     * 200 ms and 3 s, and 30 s after such problems.
     */
    public ClientBuilder reconnect(Duration first, Duration longest) {
        this.backoff = new Backoff(first, longest, new Random());
        return this;
    }

    /**
     * How many threads may run {@link SynchrotronClient#read} at once, at least one, and how long another thread waits before it gets {@link
     * TooManyReaders}: 4 and 30 s by default. The client's own thread, on which listeners are called, never waits.
     */
    public ClientBuilder readers(int atMost, Duration patience) {
        this.limits = limits.withReaders(atMost, patience);
        return this;
    }

    /**
     * When a reader is ended, with {@link ReadEnded}: when it has been reading for longer than {@code age} while SQLite's write-ahead
     * log is longer than {@code logBytes} and grows. 10 s and 64 MiB by default. The log keeps everything that was written since the
     * oldest reader began.
     *
     * @param logBytes at least 8 MiB, some more than the log takes in ordinary work
     * @throws IllegalArgumentException if it is less, or the time is negative
     */
    public ClientBuilder readerLimit(Duration age, long logBytes) {
        this.limits = limits.withEnd(age, logBytes);
        return this;
    }

    /**
     * Opens the client. It is offline.
     *
     * @throws DatabaseFailure if the file cannot be used: not writable, no database, another user's, open in another client, a schema
     *     step failed, a table cannot be tracked
     * @throws IllegalArgumentException if two actions have one tag or one class of arguments
     * @throws IllegalStateException if the program's jar is packed so that no action could run; the message says what to do
     */
    public SynchrotronClient open() {
        RecordBinding.require();
        StoreSettings store = new StoreSettings(
                requireNonNull(database, "database(...) is missing"),
                requireNonNull(user, "user(...) is missing"),
                clientId,
                schema,
                tables,
                adoptions,
                wall,
                System::nanoTime,
                UUID::randomUUID,
                keeping);
        EngineSettings settings = new EngineSettings(
                store, new ActionCatalogue(actions), SharedCodec.CODEC, connection(), listener, purityCheck);
        return new SynchrotronClient(new LastingEngine(settings, limits, System::nanoTime));
    }

    private @Nullable ConnectionSettings connection() {
        if (server == null) {
            return null;
        }
        Network network = new Network(new SuppliedTokens(token), new WebSocketTransport(server));
        return new ConnectionSettings(network, SharedCodec.CODEC, backoff);
    }
}
