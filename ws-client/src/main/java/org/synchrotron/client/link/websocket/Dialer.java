package org.synchrotron.client.link.websocket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import java.net.URI;
import java.util.function.Consumer;

/** How a WebSocket connection is opened: by Tyrus, or in tests by something that hangs. */
interface Dialer {

    /** See {@link SharedTyrus#dial}, which is what clients use. */
    void dial(Endpoint endpoint, ClientEndpointConfig config, URI uri, Consumer<TcpConnection> opened) throws Exception;
}
