package org.synchrotron.server.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection below a WebSocket of Payara. Tyrus closes a WebSocket only after it has sent everything, which never happens if the
 * client does not read; and no interface leads from it to the connection. So it is looked for in the fields of Tyrus and Payara.
 * Thread-safe.
 */
final class TcpConnection {

    private static final System.Logger LOG = System.getLogger(TcpConnection.class.getName());

    /** From the session to the catalina request; then public methods lead to Grizzly's connection. */
    private static final String[] FIELDS = {
        "basicRemote", "webSocket", "protocolHandler", "writer", "tyrusHttpUpgradeHandler", "wc", "request"
    };

    private static final String[] GETTERS = {"getCoyoteRequest", "getContext", "getConnection"};

    private static volatile boolean missed;

    private final Object grizzly;

    private TcpConnection(Object grizzly) {
        this.grizzly = grizzly;
    }

    /** {@return the connection of an open session; null if this container keeps it elsewhere, which is logged once} */
    static @Nullable TcpConnection below(Session session) {
        try {
            Object found = session;
            for (String field : FIELDS) {
                found = field(found, field);
            }
            for (String getter : GETTERS) {
                found = found.getClass().getMethod(getter).invoke(found);
            }
            return new TcpConnection(found);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (!missed) {
                missed = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the TCP connections of this container cannot be found ({0}); a connection whose client does not read is"
                                + " closed only when the network gives it up",
                        e.toString());
            }
            return null;
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field each : type.getDeclaredFields()) {
                if (each.getName().equals(name)) {
                    each.setAccessible(true);
                    return each.get(owner);
                }
            }
        }
        throw new NoSuchFieldException(owner.getClass() + "." + name);
    }

    /** Ends it at once. What was not sent is lost, also what the system holds, and a thread that writes fails. Never blocks. */
    void cut() {
        try {
            if (grizzly.getClass().getMethod("getChannel").invoke(grizzly) instanceof SocketChannel channel
                    && channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            grizzly.getClass().getMethod("terminateSilently").invoke(grizzly);
        } catch (ReflectiveOperationException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection was closed already", e);
        }
    }
}
