package org.synchrotron.client.link.websocket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.container.grizzly.client.GrizzlyClientProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only Tyrus client of a program. Each {@code ClientManager} has threads of its own, and each container that is not shared has more:
 * with one for each client, a program of a hundred clients would have a thousand threads. Thread-safe.
 */
final class SharedTyrus {

    private static final int HANDSHAKE_MS = 10_000;
    private static final int SELECTORS = 1;
    private static final int WORKERS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(SharedTyrus.class);
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final TcpConnections CONNECTIONS = new TcpConnections();
    private static final ClientManager CLIENT = configured(new Lasting());

    private SharedTyrus() {}

    static ClientManager client() {
        return CLIENT;
    }

    /**
     * Opens a WebSocket connection on the calling thread. This may block; an interrupt ends it, except during the host look-up.
     *
     * @param opened receives each TCP connection before it is used
     * @throws Exception if no server answers, or with something else than a handshake
     */
    static void dial(Endpoint endpoint, ClientEndpointConfig config, URI uri, Consumer<TcpConnection> opened)
            throws Exception {
        AtomicBoolean seen = new AtomicBoolean();
        CONNECTIONS.during(() -> CLIENT.connectToServer(endpoint, config, uri), connection -> {
            seen.set(true);
            opened.accept(connection);
        });
        if (!seen.get() && WARNED.compareAndSet(false, true)) {
            LOG.warn(
                    "this program used Tyrus' shared container before the client did: connections that hang stay open");
        }
    }

    /**
     * Stays open. Tyrus closes a container with its last connection; a connection that begins at that moment would fail only after the
     * time limit of the handshake. Nothing needs to be closed: all threads are daemons.
     */
    private static final class Lasting extends ClientManager {
        @Override
        public void shutdown() {}
    }

    private static ClientManager configured(ClientManager client) {
        Map<String, Object> properties = client.getProperties();
        properties.put(ClientProperties.SHARED_CONTAINER, true);
        properties.put(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MS);
        ThreadPoolConfig selectors = pool("selector", SELECTORS);
        selectors.getInitialMonitoringConfig().addProbes(CONNECTIONS);
        properties.put(GrizzlyClientProperties.SELECTOR_THREAD_POOL_CONFIG, selectors);
        properties.put(GrizzlyClientProperties.WORKER_THREAD_POOL_CONFIG, pool("worker", WORKERS));
        // The heartbeat watches connections. Only a negative time means "no timer" to Tyrus; at 0 it starts one for
        // each message.
        client.setDefaultMaxSessionIdleTimeout(-1);
        return client;
    }

    private static ThreadPoolConfig pool(String name, int threads) {
        return ThreadPoolConfig.defaultConfig()
                .setPoolName("synchrotron-" + name)
                .setCorePoolSize(threads)
                .setMaxPoolSize(threads)
                .setDaemon(true);
    }
}
