package org.synchrotron.server.websocket;

import jakarta.websocket.Session;
import java.util.Set;

/** The address of the client of a WebSocket. Jakarta WebSocket does not tell it; Tyrus does. */
final class RemoteAddress {

    private static final System.Logger LOG = System.getLogger(RemoteAddress.class.getName());

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    private static volatile boolean missed;

    private RemoteAddress() {}

    /** {@return the address; empty for loopback, from which all clients of a proxy come, and where the container does not tell it} */
    static String of(Session session) {
        try {
            Object address = session.getClass().getMethod("getRemoteAddr").invoke(session);
            return address == null || LOOPBACK.contains(address.toString()) ? "" : address.toString();
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (!missed) {
                missed = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "this container does not tell the addresses of clients ({0}); connections are not counted by address",
                        e.toString());
            }
            return "";
        }
    }
}
