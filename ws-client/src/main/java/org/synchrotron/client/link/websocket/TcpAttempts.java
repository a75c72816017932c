package org.synchrotron.client.link.websocket;

import java.util.ArrayList;
import java.util.List;

/**
 * The TCP connections of one link: one, or one for each proxy that was tried. After {@link #cut}, later connections are cut, too.
 * Thread-safe.
 */
final class TcpAttempts {

    private final List<TcpConnection> connections = new ArrayList<>();
    private boolean cut;

    void add(TcpConnection connection) {
        synchronized (this) {
            connections.add(connection);
            if (!cut) {
                return;
            }
        }
        connection.cut();
    }

    /** Ends all of them at once; see {@link TcpConnection#cut}. */
    void cut() {
        List<TcpConnection> all;
        synchronized (this) {
            cut = true;
            all = List.copyOf(connections);
        }
        all.forEach(TcpConnection::cut);
    }

    /** {@return whether there was one, and none is left} */
    synchronized boolean haveEnded() {
        return !connections.isEmpty() && connections.stream().allMatch(TcpConnection::hasEnded);
    }

    /** {@return how many bytes the operating system has not accepted yet} */
    synchronized long unsentBytes() {
        return connections.stream().mapToLong(TcpConnection::unsentBytes).sum();
    }
}
