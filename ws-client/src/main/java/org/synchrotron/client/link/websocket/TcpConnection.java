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
 * A TCP connection that Tyrus has opened, or is about to open. Tyrus itself closes one only after it has sent everything, which never
 * happens if the other side does not read; and it forgets a connection on which the handshake is not answered. Thread-safe.
 */
final class TcpConnection {

    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    private final SocketChannel channel;
    private final List<SelectorRunner> selectors;

    TcpConnection(SocketChannel channel, List<SelectorRunner> selectors) {
        this.channel = channel;
        this.selectors = selectors;
    }

    /** Ends it at once, in whatever stage it is. What was not sent is lost, and a thread that sends fails. Never blocks. */
    void cut() {
        NIOConnection known = grizzly();
        try {
            if (channel.isConnected()) {
                // The system forgets what it has not sent, too.
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

    /** {@return how many bytes wait until the system takes them} */
    int unsentBytes() {
        NIOConnection known = grizzly();
        return known == null ? 0 : known.getAsyncWriteQueue().spaceInBytes();
    }

    private @Nullable NIOConnection grizzly() {
        for (SelectorRunner each : selectors) {
            SelectionKey key = channel.keyFor(each.getSelector());
            if (key != null) {
                return (NIOConnection)
                        each.getTransport().getSelectionKeyHandler().getConnectionForKey(key);
            }
        }
        return null;
    }
}
