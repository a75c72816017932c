package org.synchrotron.client;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import org.synchrotron.protocol.ProtocolVersion;

/** Passes what comes over one connection to the {@link TestServer}. */
public final class TestEndpoint extends Endpoint {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        TestServer server = TestServer.current();
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) (part, last) -> {
            parts.append(part);
            if (last) {
                String text = parts.toString();
                parts.setLength(0);
                server.on(session, text);
            }
        });
    }

    @Override
    public void onError(Session session, Throwable cause) {
        TestServer.current().gone(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        TestServer.current().gone(session);
    }

    /** Tells Tyrus of the endpoint. */
    public static final class Config implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> classes) {
            return Set.of(ServerEndpointConfig.Builder.create(TestEndpoint.class, ProtocolVersion.PATH)
                    .build());
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.of();
        }
    }
}
