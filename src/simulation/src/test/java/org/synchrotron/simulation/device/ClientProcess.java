package org.synchrotron.simulation.device;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncStatus;
import org.synchrotron.client.engine.Backoff;
import org.synchrotron.client.engine.ConnectionSettings;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.engine.SyncClient;
import org.synchrotron.client.link.Network;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.network.Link;

/** A client's process on its file, from its start to its end: the product's client, on virtual time and the simulated network. */
public final class ClientProcess {

    private static final long NANOS_PER_MS = 1_000_000;

    private final Make make;
    private final Store store;
    private final Replica replica;
    private final SimulatedCrash crash;
    private final ProcessLoop loop;
    private final SimulatedTransport transport;
    private final SyncClient client;
    private long changes;

    private ClientProcess(
            Make make, int generation, Device device, Random random, SyncListener listener, Runnable afterTask) {
        this.make = make;
        this.store = open(make, Application.schema(generation));
        this.replica = new Replica(store, make.actions(), make.codec(), make.ids(), listener, false);
        this.crash = new SimulatedCrash(make.file());
        this.loop = new ProcessLoop(make.timeline(), random, afterTask);
        this.transport = new SimulatedTransport(device, make.timeline(), random, make.connector(), crash::isSealed);
        this.client = new SyncClient(
                replica,
                loop,
                new ConnectionSettings(
                        new Network(transport, transport),
                        make.codec(),
                        new Backoff(Device.FIRST_WAIT, Device.LONGEST_WAIT, random)),
                listener,
                status -> {});
        this.changes = totalChanges();
    }

    /**
     * @param generation of the program
     * @param afterTask runs after each task of the process's loop
     */
    static ClientProcess start(
            Make make, int generation, Device device, Random random, SyncListener listener, Runnable afterTask) {
        return new ClientProcess(make, generation, device, random, listener, afterTask);
    }

    private static Store open(Make make, List<String> schema) {
        return Store.open(new StoreSettings(
                make.file(),
                new UserId(make.user()),
                new ClientId(make.client()),
                schema.stream().map(ClientProcess::step).toList(),
                Application.TABLES,
                Map.of(),
                make.wall(),
                () -> make.timeline().nowMs() * NANOS_PER_MS,
                make.ids(),
                make.keeping()));
    }

    private static SchemaStep step(String ddl) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(ddl);
            }
        };
    }

    public Replica replica() {
        return replica;
    }

    /** {@return the process's connection to its file, for reading between transactions} */
    public Connection connection() {
        return store.database().connection();
    }

    /** {@return what the callback reads after everything is undone and replayed, which must change nothing (rule 2)} */
    public <T> T afterUndoAndReplay(Function<Connection, T> look) {
        return new Rewind(store, make.actions(), make.ids()).everything(look);
    }

    /** {@return whether it has the server's welcome on its present connection} */
    boolean isGreeted() {
        return client.status().connection() == SyncStatus.Connection.ONLINE;
    }

    /** {@return its connection to the server, if it has one} */
    Optional<Link> link() {
        return transport.connection();
    }

    /** {@return the result of the work, done on the client's loop; empty if the process died before it} */
    <T> Optional<T> call(Function<SyncClient, T> work) {
        return loop.call(() -> work.apply(client));
    }

    /** Cuts the log, on the client's loop. */
    void cutLog() {
        loop.call(() -> {
            replica.rows().cut();
            return replica;
        });
    }

    /** {@return whether its file was written since the last call} */
    boolean hasWritten() {
        long before = changes;
        changes = totalChanges();
        return changes != before;
    }

    /** Ignores the writes so far: a check may change the file and undo that. */
    void forgetWrites() {
        changes = totalChanges();
    }

    private long totalChanges() {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery("select total_changes()")) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isToDie() {
        return crash.isSealed();
    }

    void planCrash(int writes) {
        crash.seal(writes, connection());
    }

    void die() {
        loop.end();
        transport.die();
        crash.fulfil(connection());
        // What the operating system does for a process that has died.
        store.close();
    }

    void close() {
        loop.end();
        replica.close();
    }
}
