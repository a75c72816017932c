package org.synchrotron.client.link.websocket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection that Tyrus has opened or is opening. Tyrus closes a connection only after it has sent everything, which never happens
 * if the other side does not read; and it forgets a connection whose handshake is not answered. Thread-safe.
 */
final class TcpConnection {

    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    private final SocketChannel channel;
    private final List<SelectorRunner> selectors;

    TcpConnection(SocketChannel channel, List<SelectorRunner> selectors) {
        this.channel = channel;
        this.selectors = selectors;
    }

    /** Ends the connection at once, also while it is opening. Unsent data is lost, and a sending thread gets an exception. Never blocks. */
    void cut() {
        NIOConnection known = grizzly();
        try {
            if (channel.isConnected()) {
                // The operating system drops its unsent data, too.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            if (known == null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("{} was closed already", channel, e);
        }
        if (known != null) {
            known.terminateSilently();
        }
    }

    /** {@return whether one of the two sides has ended the connection, or it could not be opened} */
    boolean hasEnded() {
        return !channel.isOpen();
    }

    /** {@return how many bytes the operating system has not accepted yet} */
    int unsentBytes() {
        NIOConnection known = grizzly();
        return known == null ? 0 : known.getAsyncWriteQueue().spaceInBytes();
    }

    private @Nullable NIOConnection grizzly() {
        for (SelectorRunner each : selectors) {
            SelectionKey key = channel.keyFor(each.getSelector());
            if (key != null) {
                return each.getTransport().getSelectionKeyHandler().getConnectionForKey(key);
            }
        }
        return null;
    }
}
