package org.synchrotron.client.connection;

import java.util.Map;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.container.grizzly.client.GrizzlyClientProperties;

/**
 * The one Tyrus of a program. Every manager has threads of its own, and every container that is not shared has more: with one
 * for each client, a program of a hundred clients would run a thousand threads.
 */
final class SharedTyrus {

    private static final int HANDSHAKE_MS = 10_000;
    private static final int SELECTORS = 1;
    private static final int WORKERS = 4;

    private static final ClientManager CLIENT = configured(new Lasting());

    private SharedTyrus() {}

    static ClientManager client() {
        return CLIENT;
    }

    /**
     * Stays open. Tyrus closes a container with its last connection, and a connection that begins just then fails: its
     * handshake only ends when the time for it is over. There is nothing to close: all threads are daemons.
     */
    private static final class Lasting extends ClientManager {
        @Override
        public void shutdown() {}
    }

    private static ClientManager configured(ClientManager client) {
        Map<String, Object> properties = client.getProperties();
        properties.put(ClientProperties.SHARED_CONTAINER, true);
        properties.put(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MS);
        properties.put(GrizzlyClientProperties.SELECTOR_THREAD_POOL_CONFIG, pool("selector", SELECTORS));
        properties.put(GrizzlyClientProperties.WORKER_THREAD_POOL_CONFIG, pool("worker", WORKERS));
        // The heartbeat watches connections. Tyrus takes "no timer" from a negative time only; at 0 it starts one per
        // message.
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
