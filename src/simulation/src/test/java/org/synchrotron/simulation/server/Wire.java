package org.synchrotron.simulation.server;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Direction;

/**
 * What a container keeps for a connection and hands on to the next one, whoever's that is: whoever writes to a session that has
 * ended writes into a stranger's connection.
 */
final class Wire {

    private final StringBuilder text = new StringBuilder();
    private @Nullable Link link;
    private int sessions;

    void connect(Link next) {
        link = next;
    }

    /**
     * {@return the container's session over this wire}
     *
     * @param closed asked for when the server closes it
     */
    Session session(Runnable closed) {
        int mine = ++sessions;
        RemoteEndpoint.Basic remote = proxy(RemoteEndpoint.Basic.class, (self, method, arguments) -> {
            requireOwner(mine);
            write((String) arguments[0], (boolean) arguments[1]);
            return null;
        });
        return proxy(Session.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                requireOwner(mine);
                closeFor((CloseReason) arguments[0]);
                closed.run();
                return null;
            }
            return remote;
        });
    }

    private void requireOwner(int session) {
        if (session != sessions) {
            throw new AssertionError("a session that has ended writes into the connection of the next one");
        }
    }

    private void write(String part, boolean last) {
        text.append(part);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            if (link != null) {
                link.say(whole, Direction.DOWN);
            }
        }
    }

    private void closeFor(CloseReason reason) {
        if (link != null && reason != null) {
            link.end(Direction.DOWN);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
