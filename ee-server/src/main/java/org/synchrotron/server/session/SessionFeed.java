package org.synchrotron.server.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Wake;

/**
 * Feeds one session with what comes after its cursor. Deliveries are read one after another, and up to {@link #WINDOW} of them
 * are underway: so the next one is read while the client stores the one before. What is committed while the window is full
 * makes one small {@code wake}, however much it is.
 *
 * <p>Something is read whenever nothing is being read, the window has room, and there is more than what was read or the client
 * waits. It waits if it was told of a later head than it was sent, because until its cursor is there it uploads nothing; so it
 * gets a delivery without records then, which nobody else gets.
 */
final class SessionFeed {

    /** Deliveries that are sent and not yet received. Each is about {@code DeliveryLimits.bytes}, which bounds what both sides hold. */
    static final int WINDOW = 2;

    private final LongFunction<Delivery> reader;
    private final Consumer<ServerMessage> outbox;
    private final Executor threads;
    private final Consumer<Runnable> retry;

    private final Deque<Long> underway = new ArrayDeque<>();
    private boolean started;
    private boolean reading;
    private boolean waked;
    private long readUpTo;
    private long sentUpTo;
    private long announced;
    private long toldHead;

    /**
     * @param reader reads the delivery that comes after a cursor
     * @param threads where deliveries are read
     * @param retry asked for when reading has failed: does what it is given, later
     */
    SessionFeed(
            LongFunction<Delivery> reader, Consumer<ServerMessage> outbox, Executor threads, Consumer<Runnable> retry) {
        this.reader = reader;
        this.outbox = outbox;
        this.threads = threads;
        this.retry = retry;
    }

    /** Begins with the first delivery, which comes even if it is empty. */
    synchronized void start(long clientCursor) {
        readUpTo = clientCursor;
        sentUpTo = clientCursor;
        read();
    }

    /** The client hears of this head from somebody else: it gets all up to there, even if it may see nothing of it. */
    synchronized void told(long head) {
        toldHead = Math.max(toldHead, head);
        announce(head);
    }

    /** There is something new that this session's user may see, up to {@code head}. */
    synchronized void announce(long head) {
        announced = Math.max(announced, head);
        if (started) {
            readIfDue();
            wakeIfFull();
        }
    }

    /** The client holds the log up to {@code received}. */
    synchronized void received(long received) {
        boolean room = underway.removeIf(upTo -> upTo <= received);
        if (room) {
            readIfDue();
        }
    }

    /** Tries again after a failure. */
    synchronized void again() {
        if (started) {
            readIfDue();
        } else if (!reading) {
            read();
        }
    }

    private void readIfDue() {
        boolean due = announced > readUpTo || toldHead > sentUpTo;
        if (!reading && underway.size() < WINDOW && due) {
            read();
        }
    }

    private void read() {
        reading = true;
        waked = false;
        long cursor = readUpTo;
        threads.execute(() -> deliver(cursor));
    }

    private void deliver(long cursor) {
        Delivery delivery;
        try {
            delivery = reader.apply(cursor);
        } catch (RuntimeException e) {
            failed();
            return;
        }
        send(delivery);
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
        if (underway.size() == WINDOW && !waked && announced > toldHead) {
            waked = true;
            toldHead = announced;
            outbox.accept(new Wake(announced));
        }
    }

    private synchronized void failed() {
        reading = false;
        retry.accept(this::again);
    }
}
