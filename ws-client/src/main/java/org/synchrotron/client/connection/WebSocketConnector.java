package org.synchrotron.client.connection;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Opens connections to one server. Connecting blocks: call it on {@link NetworkThreads}. Thread-safe. */
public final class WebSocketConnector {

    private final ServerAddress address;

    public WebSocketConnector(ServerAddress address) {
        this.address = address;
    }

    public ServerAddress address() {
        return address;
    }

    /**
     * {@return a link with this token}
     *
     * @throws ConnectFailed if nobody answers, or not as it should be
     */
    public WebSocketLink open(String token, LinkEvents events) throws ConnectFailed {
        LinkEndpoint endpoint = new LinkEndpoint(address, events);
        try {
            Session session = SharedTyrus.client().connectToServer(endpoint, bearer(token), address.uri());
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
