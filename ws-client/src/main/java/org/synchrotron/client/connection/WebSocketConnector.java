package org.synchrotron.client.connection;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** Opens connections to one server. Connecting blocks: call it on {@link NetworkThreads}. Thread-safe. */
public final class WebSocketConnector {

    private final ServerAddress address;
    private final Duration handshake;

    /** @param handshake how long connecting may take */
    public WebSocketConnector(ServerAddress address, Duration handshake) {
        this.address = address;
        this.handshake = handshake;
    }

    public ServerAddress address() {
        return address;
    }

    /** @throws ConnectFailed if nobody answers, or not as it should be */
    public WebSocketLink open(String token, LinkEvents events) throws ConnectFailed {
        ClientManager client = ClientManager.createClient();
        // One container, and with it one set of threads, for all clients of the program.
        client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
        client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, (int) handshake.toMillis());
        client.getProperties().put(ClientProperties.LOG_HTTP_UPGRADE, false);
        LinkEndpoint endpoint = new LinkEndpoint(address, events);
        try {
            Session session = client.connectToServer(endpoint, bearer(token), address.uri());
            return new WebSocketLink(session, endpoint);
        } catch (DeploymentException | IOException | RuntimeException e) {
            throw new ConnectFailed(ConnectProblems.of(address, e), e);
        }
    }

    private static ClientEndpointConfig bearer(String token) {
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Authorization", List.of("Bearer " + token));
                    }
                })
                .build();
    }
}
