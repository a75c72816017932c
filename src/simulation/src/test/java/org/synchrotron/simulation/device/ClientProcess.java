package org.synchrotron.simulation.device;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.simulation.actions.Application;

/** A client's process on its file, from its start to its end. */
public final class ClientProcess {

    /** What a client's processes have in common. */
    record Make(
            Path file,
            String client,
            String user,
            ActionCatalogue actions,
            MessageCodec codec,
            WallClock wall,
            Supplier<UUID> ids) {}

    private final Make make;
    private final Store store;
    private final Replica replica;
    private final SimulatedCrash crash;

    private ClientProcess(Make make, Store store, SyncListener listener) {
        this.make = make;
        this.store = store;
        this.replica = new Replica(store, make.actions(), make.codec(), make.ids(), listener, false);
        this.crash = new SimulatedCrash(make.file());
    }

    static ClientProcess start(Make make, SyncListener listener) {
        StoreSettings settings = new StoreSettings(
                make.file(),
                new UserId(make.user()),
                new ClientId(make.client()),
                Application.SCHEMA.stream().map(ClientProcess::step).toList(),
                Application.TABLES,
                make.wall(),
                make.ids());
        return new ClientProcess(make, Store.open(settings), listener);
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

    /** {@return the process's connection to its file, for looking, between transactions} */
    public Connection connection() {
        return store.database().connection();
    }

    /** {@return what somebody sees after everything is undone and replayed, which must change nothing (rule 2)} */
    public <T> T afterUndoAndReplay(Function<Connection, T> look) {
        return new Rewind(store, make.actions(), make.ids()).everything(look);
    }

    SimulatedCrash crash() {
        return crash;
    }

    void planCrash(int writes) {
        crash.seal(writes, connection());
    }

    void die() {
        crash.fulfil(connection());
        // What the operating system does for a process that has died.
        store.close();
    }

    void close() {
        replica.close();
    }
}
