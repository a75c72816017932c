package org.synchrotron.server.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Wake;

/**
 * Sends the records after its cursor to one session. Deliveries are read one after another. Up to {@link #WINDOW} of them are
 * under way, so that the next one is read while the client stores the one before. Commits while the window is full cause one
 * small {@code wake}, however many they are. While an upload of the client is being accepted, nothing is read: what others commit meanwhile
 * comes after the answer, in one delivery with the client's own records. Thread-safe.
 *
 * <p>The next delivery is read when no read is under way, the window has room, and there are unread records or the client waits.
 * The client waits if it was told of a later head than the deliveries reached, because it uploads nothing until its cursor is
 * there. Therefore it is sent a delivery even if that has no records; other clients are not.
 */
final class SessionFeed {

    /**
     * The most deliveries that are sent and not yet received. Each has about {@code DeliveryLimits.bytes}; together they bound
     * the memory on both sides.
     */
    static final int WINDOW = 2;

    private final DeliverySource source;
    private final Consumer<ServerMessage> outbox;
    private final Consumer<Runnable> retry;

    private final Deque<Long> underway = new ArrayDeque<>();
    private boolean started;
    private boolean reading;
    private boolean looking;
    private boolean woken;
    private boolean held;
    private long readUpTo;
    private long sentUpTo;
    private long receivedUpTo;
    private long announced;
    private long toldHead;

    /**
     * @param retry called when a read has failed; runs the given work later
     */
    SessionFeed(DeliverySource source, Consumer<ServerMessage> outbox, Consumer<Runnable> retry) {
        this.source = source;
        this.outbox = outbox;
        this.retry = retry;
    }

    /** Starts with the first delivery, which is sent even if it has no records. */
    synchronized void start(long clientCursor) {
        readUpTo = clientCursor;
        sentUpTo = clientCursor;
        receivedUpTo = clientCursor;
        read();
    }

    /**
     * An answer tells the client of this head. The client is sent deliveries up to it, even if its user may see none of the
     * records.
     */
    synchronized void deliverUpTo(long head) {
        held = false;
        toldHead = Math.max(toldHead, head);
        announce(head);
    }

    /** An upload of the client is being accepted. To be called before {@link #deliverUpTo} or {@link #goOn}. */
    synchronized void hold() {
        held = true;
    }

    /** No upload of the client is being accepted, or that takes long. */
    synchronized void goOn() {
        held = false;
        if (started) {
            readIfDue();
        }
    }

    /** Notifies the feed of new records, up to {@code head}, that this session's user may see. */
    synchronized void announce(long head) {
        announced = Math.max(announced, head);
        if (started) {
            readIfDue();
            wakeIfFull();
        }
    }

    /**
     * Reads at once even without new records, because the user's audiences may have changed. The client is sent nothing if they have
     * not.
     */
    synchronized void look() {
        looking = true;
        if (started) {
            readIfDue();
        }
    }

    /**
     * The client has stored deliveries up to the ingest id {@code received}.
     *
     * @return false if that much was never sent
     */
    synchronized boolean received(long received) {
        if (received < 0 || received > sentUpTo) {
            return false;
        }
        receivedUpTo = Math.max(receivedUpTo, received);
        boolean room = underway.removeIf(upTo -> upTo <= received);
        if (room) {
            readIfDue();
        }
        return true;
    }

    /** {@return the ingest id up to which the client holds the log, as far as it said so} */
    synchronized long receivedUpTo() {
        return receivedUpTo;
    }

    /** Reads again after a failure. */
    synchronized void readAgain() {
        if (started) {
            readIfDue();
        } else if (!reading) {
            read();
        }
    }

    private void readIfDue() {
        boolean due = looking || announced > readUpTo || toldHead > sentUpTo;
        if (!reading && !held && underway.size() < WINDOW && due) {
            read();
        }
    }

    private void read() {
        reading = true;
        looking = false;
        woken = false;
        source.read(readUpTo, this::send, this::failed);
    }

    private synchronized void send(Delivery delivery) {
        reading = false;
        readUpTo = delivery.upTo();
        if (delivery.upTo() < delivery.head()) {
            announced = Math.max(announced, delivery.head());
        }
        if (!started || toldHead > sentUpTo || !delivery.entries().isEmpty()) {
            started = true;
            toldHead = Math.max(toldHead, delivery.head());
            outbox.accept(delivery.after(sentUpTo));
            sentUpTo = delivery.upTo();
            underway.add(delivery.upTo());
        }
        readIfDue();
        wakeIfFull();
    }

    private void wakeIfFull() {
        if (underway.size() == WINDOW && !woken && announced > toldHead) {
            woken = true;
            toldHead = announced;
            outbox.accept(new Wake(announced));
        }
    }

    private synchronized void failed() {
        reading = false;
        retry.accept(this::readAgain);
    }
}
