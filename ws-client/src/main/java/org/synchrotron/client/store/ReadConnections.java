package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.DatabaseFailure;

/** The connections that read a file; opened when no idle one is left. The caller limits how many are in use. Thread-safe. */
final class ReadConnections implements AutoCloseable {

    private final Path file;
    private final Function<Connection, Jdbi> jdbi;
    private final Deque<ReadConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReadConnections(Path file, Function<Connection, Jdbi> jdbi) {
        this.file = file;
        this.jdbi = jdbi;
    }

    /**
     * {@return a connection for the calling thread alone, in a transaction}
     *
     * @throws DatabaseFailure if the file cannot be opened for reading
     * @throws ClientClosed if the pool is closed
     */
    ReadConnection take() {
        if (closed) {
            throw new ClientClosed("the client is closed");
        }
        try {
            ReadConnection free = idle.poll();
            return begun(free != null ? free : ReadConnection.open(file, jdbi));
        } catch (SQLException e) {
            throw SqliteFailures.of(file, "cannot be opened for reading", e);
        }
    }

    private static ReadConnection begun(ReadConnection connection) throws SQLException {
        try {
            connection.begin();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Ends the connection's transaction; the connection is kept if it is in order. */
    void giveBack(ReadConnection connection) {
        if (connection.end()) {
            idle.push(connection);
        } else {
            connection.close();
        }
        if (closed) {
            closeIdle();
        }
    }

    /** Closes those that are not in use. */
    void closeIdle() {
        for (ReadConnection each = idle.poll(); each != null; each = idle.poll()) {
            each.close();
        }
    }

    /** Refuses further use, and closes idle connections; the others are closed when they are given back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }
}
