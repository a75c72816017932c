package org.synchrotron.server.session;

import java.util.function.Consumer;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.ServerMessage;

/**
 * Sends one row delivery while it is read. A few parts are under way at a time; what is read faster than the client stores it waits in a
 * spool. Thread-safe: one thread reads the rows, others say what the client has stored.
 */
final class RowSending {

    /** The most parts that are sent and not yet stored by the client. */
    static final int WINDOW = 4;

    private final RowSpool spool;
    private final Consumer<ServerMessage> outbox;
    private final Consumer<RowsEnd> end;
    private volatile long sent;
    private volatile long stored;
    private boolean closed;

    /**
     * @param outbox takes the beginning and the parts
     * @param end takes the end, which it sends
     */
    RowSending(RowSpool spool, Consumer<ServerMessage> outbox, Consumer<RowsEnd> end) {
        this.spool = spool;
        this.outbox = outbox;
        this.end = end;
    }

    /**
     * Sends a message after those before it, now or later.
     *
     * @throws IllegalStateException if the session has ended
     */
    synchronized void take(ServerMessage message) {
        if (closed) {
            throw new IllegalStateException("the session has ended while its rows were read");
        }
        if (spool.isEmpty() && hasRoom()) {
            send(message);
        } else {
            spool.add(message);
        }
    }

    /**
     * The client has stored the parts up to this one.
     *
     * @return false if that one was never sent
     */
    boolean stored(long part) {
        if (part < 1 || part > sent) {
            return false;
        }
        sendMore(part);
        return true;
    }

    private synchronized void sendMore(long part) {
        stored = Math.max(stored, part);
        while (!closed && hasRoom() && !spool.isEmpty()) {
            send(spool.remove());
        }
    }

    /** {@return whether the client has stored all parts that were sent} Does not wait. */
    boolean isStored() {
        return stored == sent;
    }

    private boolean hasRoom() {
        return sent - stored < WINDOW;
    }

    private void send(ServerMessage message) {
        if (message instanceof RowsEnd last) {
            close();
            end.accept(last);
            return;
        }
        if (message instanceof RowsPart part) {
            sent = part.part();
        }
        outbox.accept(message);
    }

    /** Drops what waits. */
    synchronized void close() {
        closed = true;
        spool.close();
    }
}
