package org.synchrotron.it.faults;

import java.util.Map;
import org.synchrotron.it.kit.CuttableProxy;
import org.synchrotron.it.kit.ServerProcess;

/** A server's node, which is killed and started again on the same port. One thread may use it. */
final class FaultyNode implements AutoCloseable {

    private final int port = ServerProcess.freePort();
    private final CuttableProxy database = CuttableProxy.inFrontOfDatabase();
    private ServerProcess process = started();

    private ServerProcess started() {
        return ServerProcess.start("faulty", port, Map.of("synchrotron.db.url", database.databaseUrl()))
                .awaitReady();
    }

    ServerProcess process() {
        return process;
    }

    /** {@return the connections to the database} */
    CuttableProxy database() {
        return database;
    }

    /** Kills the process. What it had not sent to the database is lost. */
    void kill() {
        process.kill();
        process.close();
        database.loseAnswers();
    }

    /** Starts another process, and waits until it is ready. */
    void start() {
        process = started();
    }

    @Override
    public void close() {
        process.close();
        database.close();
    }
}
