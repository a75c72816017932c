package org.synchrotron.client.link.websocket;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.glassfish.grizzly.nio.ChannelConfigurator;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.threadpool.AbstractThreadPool;
import org.glassfish.grizzly.threadpool.ThreadPoolProbe;
import org.jspecify.annotations.Nullable;

/**
 * Finds the TCP connections that Tyrus opens, which it does not show:
 *
 * <ol>
 *   <li>Tyrus makes a Grizzly transport with the first connection, and with the first one after 30 s without any. The transport starts
 *     its
 *       selectors in the pool that we gave to Tyrus, so this probe of the pool sees them, and with them the transport.
 *   <li>The transport asks its configurator about each socket before it connects, on the thread that connects.
 *   <li>{@link #during} has noted the listener for that thread.
 * </ol>
 *
 * Thread-safe.
 */
final class TcpConnections extends ThreadPoolProbe.Adapter {

    @SuppressWarnings("ThreadLocalUsage") // There is one of these for a program.
    private final ThreadLocal<@Nullable Consumer<TcpConnection>> listener = new ThreadLocal<>();

    /** Connects something. */
    interface Connecting {
        void run() throws Exception;
    }

    /** Connects on this thread, and reports each TCP connection before it is used. */
    void during(Connecting connecting, Consumer<TcpConnection> opened) throws Exception {
        listener.set(opened);
        try {
            connecting.run();
        } finally {
            listener.remove();
        }
    }

    @Override
    public void onTaskQueueEvent(AbstractThreadPool pool, Runnable task) {
        if (task instanceof SelectorRunner selector) {
            NIOTransport transport = selector.getTransport();
            if (!(transport.getChannelConfigurator() instanceof Telling)) {
                transport.setChannelConfigurator(new Telling(transport.getChannelConfigurator()));
            }
            ((Telling) transport.getChannelConfigurator()).selectors.add(selector);
        }
    }

    /** One for each transport. */
    private final class Telling implements ChannelConfigurator {

        private final ChannelConfigurator usual;
        private final List<SelectorRunner> selectors = new CopyOnWriteArrayList<>();

        Telling(ChannelConfigurator usual) {
            this.usual = usual;
        }

        @Override
        public void preConfigure(NIOTransport transport, SelectableChannel channel) throws IOException {
            usual.preConfigure(transport, channel);
            Consumer<TcpConnection> hearing = listener.get();
            if (hearing != null && channel instanceof SocketChannel socket) {
                hearing.accept(new TcpConnection(socket, selectors));
            }
        }

        @Override
        public void postConfigure(NIOTransport transport, SelectableChannel channel) throws IOException {
            usual.postConfigure(transport, channel);
        }
    }
}
