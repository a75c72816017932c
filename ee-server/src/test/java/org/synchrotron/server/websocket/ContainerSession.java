package org.synchrotron.server.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The container's side of a connection without a user, which records what the server writes and how it closes. */
final class ContainerSession {

    /** Receives the texts. */
    @FunctionalInterface
    interface Network {
        void takes(String text) throws Exception;
    }

    private final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    private final Session session;

    ContainerSession(Network network) {
        RemoteEndpoint.Basic remote = proxy(RemoteEndpoint.Basic.class, (self, method, arguments) -> {
            network.takes((String) arguments[0]);
            return null;
        });
        session = proxy(Session.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                closed.add((CloseReason) arguments[0]);
                return null;
            }
            return method.getName().equals("getUserPrincipal") ? null : remote;
        });
    }

    Session session() {
        return session;
    }

    /** {@return the reason of each close} */
    List<CloseReason> closed() {
        return closed;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
