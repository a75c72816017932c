package org.synchrotron.client.link.websocket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.link.Link;
import org.synchrotron.client.link.LinkEvents;
import org.synchrotron.client.link.Transport;

/**
 * Opens links to one server by WebSocket, for one client. It opens one link after another: while the previous attempt has not returned,
 * because a name server does not answer, the next attempt waits for it, up to its own time limit. Thread-safe.
 */
public final class WebSocketTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ServerAddress address;
    private final LinkLimits limits;
    private final Dialer dialer;
    private final OnDemandThread connecting = new OnDemandThread("synchrotron-connect-" + COUNT.incrementAndGet());

    public WebSocketTransport(ServerAddress address) {
        this(address, LinkLimits.DEFAULT);
    }

    public WebSocketTransport(ServerAddress address, LinkLimits limits) {
        this(address, limits, SharedTyrus::dial);
    }

    WebSocketTransport(ServerAddress address, LinkLimits limits, Dialer dialer) {
        this.address = address;
        this.limits = limits;
        this.dialer = dialer;
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public Link open(String token, LinkEvents events) {
        WebSocketLink link = new WebSocketLink(address, limits, events);
        link.begin(new Opening(connecting, () -> dial(token, link)));
        return link;
    }

    private void dial(String token, WebSocketLink link) {
        try {
            dialer.dial(new LinkEndpoint(link), bearer(token), address.uri(), link::connecting);
        } catch (DeploymentException | IOException e) {
            link.failed(ConnectProblems.of(address, e));
        } catch (Exception | Error e) {
            if (!link.hasEnded()) {
                LOG.error("connecting to {} failed", address, e);
            }
            link.failed(ConnectProblems.of(address, e));
        }
    }

    private static ClientEndpointConfig bearer(String token) {
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Authorization", List.of("Bearer " + token));
                        // Tyrus adds one, though it is no browser; a server behind a proxy may not know it as its own.
                        headers.remove("Origin");
                    }
                })
                .build();
    }
}
