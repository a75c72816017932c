package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.link.websocket.ServerAddress;
import org.synchrotron.clock.WallClock;
import org.synchrotron.demo.run.machine.Machine;
import org.synchrotron.demo.run.setup.ApplicationServer;
import org.synchrotron.demo.run.setup.Tokens;
import org.synchrotron.demo.run.setup.Workspace;

/** A server on a database of its own, and clients of it. Closing it closes all of them. Use it from one thread. */
public final class Site implements AutoCloseable {

    /** More than any log covers. */
    private static final Duration HISTORY = Duration.ofDays(365);

    private final ApplicationServer server;
    private final Workspace workspace;
    private final Tokens tokens;
    private final Machine machine;
    private final Duration patience;
    private final Deque<Replica> replicas = new ArrayDeque<>();
    private final Supplier<Admin> administrator;
    private final Runnable afterwards;
    private @Nullable Admin admin;
    private int opened;
    private boolean closed;

    /**
     * The clients' clocks, and how long they wait.
     *
     * @param patience how long they wait for a confirmation
     */
    record Limits(Machine machine, Duration patience) {}

    /**
     * Its database.
     *
     * @param administrator opens a connection to it
     * @param afterwards runs when the site is closed, once
     */
    record Data(Supplier<Admin> administrator, Runnable afterwards) {}

    Site(ApplicationServer server, Workspace workspace, Tokens tokens, Limits limits, Data data) {
        this.server = server;
        this.workspace = workspace;
        this.tokens = tokens;
        this.machine = limits.machine();
        this.patience = limits.patience();
        this.administrator = data.administrator();
        this.afterwards = data.afterwards();
    }

    /** {@return a connection of the administrator of the database; the site closes it} */
    public Admin admin() {
        if (admin == null) {
            admin = administrator.get();
        }
        return admin;
    }

    /** {@return a new, empty SQLite file's path, which no client has} */
    public Path emptyFile() {
        return workspace.file("plain-" + opened++ + ".db");
    }

    /** {@return how a client in another process reaches the server as this user} */
    public ChildClient child(String user) {
        return new ChildClient(
                workspace.file(user + "-" + opened++ + ".db"), user, server.root(), tokens.of(user), patience);
    }

    /** {@return a new client of the user, offline} */
    public Replica replica(String user) {
        return replica(user, Duration.ZERO);
    }

    /** {@return a new client of the user, offline, whose clock is late} */
    public Replica replica(String user, Duration lag) {
        return replica(user, () -> machine.clock().millis() - lag.toMillis());
    }

    /** {@return a new client of the user, offline, with this clock} */
    public Replica replica(String user, WallClock wall) {
        return opened(user, wall, Duration.ZERO);
    }

    /** {@return a new client of the user, offline, whose clock is late, and which wants records and no rows} */
    public Replica historian(String user, Duration lag) {
        return opened(user, () -> machine.clock().millis() - lag.toMillis(), HISTORY);
    }

    /**
     * Makes the log begin so long ago, by a record of this user. What a client executed before all of the log would not be late: it gets the
     * server's time.
     */
    public void beginLog(String user, String project, Duration ago) {
        try (Replica first = replica(user, ago)) {
            first.synced();
            first.confirmed(first.newItem(LogKind.UNDECLARED, project));
        }
    }

    private Replica opened(String user, WallClock wall, Duration history) {
        Replica replica = new Replica(new Device(
                user,
                workspace.file(user + "-" + opened++ + ".db"),
                server.root(),
                tokens.of(user),
                new Device.Time(wall, machine.nanoTime(), patience),
                history));
        replicas.push(replica);
        return replica;
    }

    /** Runs this while another connection holds the lock of the log, so that the server accepts no upload. Deliveries go on. */
    public void withoutUploads(Runnable work) {
        try (Admin holder = administrator.get()) {
            holder.execute("select pg_advisory_lock(" + PlainLog.LOCK + ")");
            work.run();
        }
    }

    /** The same, and closes the server before uploads could go on. */
    public void endWithoutUploads(Runnable work) {
        withoutUploads(() -> {
            work.run();
            close();
        });
    }

    /** {@return the collections of the server's heap from now on} */
    public CollectionLog logCollections() {
        return process().logCollections(workspace.file("collections-" + opened++ + ".log"));
    }

    /** {@return the process of the server} */
    public ServerProcess process() {
        return ServerProcess.of(server.root());
    }

    /** {@return a connection for each of these users, which all hold what there is} The caller closes them. */
    public Receivers receivers(List<String> users) {
        URI endpoint = ServerAddress.of(server.root()).uri();
        return new Receivers(
                users.stream()
                        .map(user -> new Receivers.Line(endpoint, tokens.of(user), user + "-" + opened++))
                        .toList(),
                patience);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!replicas.isEmpty()) {
            replicas.pop().close();
        }
        server.close();
        if (admin != null) {
            admin.close();
        }
        try {
            workspace.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        afterwards.run();
    }

    @Override
    public String toString() {
        return "a server of the benchmark";
    }
}
