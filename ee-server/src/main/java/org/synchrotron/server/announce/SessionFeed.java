package org.synchrotron.server.announce;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Wake;

/**
 * Feeds one session with what lies behind its cursor: one delivery at a time, the next one when it is received. What is
 * committed meanwhile makes one small {@code wake}, however much it is.
 *
 * <pre>
 *   idle      --start, announced--> reading    (reads on a thread of the container)
 *   reading   --read-->             underway   or idle, if there is nothing to say
 *   underway  --announced-->        underway   (one wake)
 *   underway  --received-->         reading    if there is more, else idle
 * </pre>
 */
public final class SessionFeed {

    private enum State {
        IDLE,
        READING,
        UNDERWAY
    }

    private final LongFunction<Delivery> reader;
    private final Consumer<ServerMessage> outbox;
    private final Executor threads;
    private final Runnable retry;

    private State state = State.IDLE;
    private boolean started;
    private boolean waked;
    private long cursor;
    private long announced;
    private long deliveredTo;
    private long toldHead;

    /**
     * @param reader reads the delivery behind a cursor
     * @param retry asked for when reading has failed: announces again, later
     */
    public SessionFeed(
            LongFunction<Delivery> reader, Consumer<ServerMessage> outbox, Executor threads, Runnable retry) {
        this.reader = reader;
        this.outbox = outbox;
        this.threads = threads;
        this.retry = retry;
    }

    /** Begins with the first delivery, which comes even if it is empty. */
    public synchronized void start(long clientCursor) {
        cursor = clientCursor;
        read();
    }

    /** There is something new that this session's user may see, up to {@code head}. */
    public synchronized void announce(long head) {
        announced = Math.max(announced, head);
        if (state == State.IDLE && started && announced > cursor) {
            read();
        } else if (state == State.UNDERWAY) {
            wakeOnce();
        }
    }

    /** The client holds the log up to {@code received}. */
    public synchronized void received(long received) {
        if (state != State.UNDERWAY || received < deliveredTo) {
            return;
        }
        cursor = deliveredTo;
        state = State.IDLE;
        if (announced > cursor) {
            read();
        }
    }

    /** Tries again after a failure. */
    public synchronized void again() {
        if (state == State.IDLE && (!started || announced > cursor)) {
            read();
        }
    }

    private void read() {
        state = State.READING;
        waked = false;
        long behind = cursor;
        threads.execute(() -> deliver(behind));
    }

    private void deliver(long behind) {
        Delivery delivery;
        try {
            delivery = reader.apply(behind);
        } catch (RuntimeException e) {
            failed();
            return;
        }
        send(delivery);
    }

    private synchronized void send(Delivery delivery) {
        deliveredTo = delivery.upTo();
        if (delivery.upTo() < delivery.head()) {
            announced = Math.max(announced, delivery.head());
        }
        if (started && delivery.entries().isEmpty()) {
            nothingToSay();
            return;
        }
        started = true;
        state = State.UNDERWAY;
        toldHead = delivery.head();
        outbox.accept(delivery);
        wakeOnce();
    }

    private void nothingToSay() {
        cursor = deliveredTo;
        state = State.IDLE;
        if (announced > cursor) {
            read();
        }
    }

    private void wakeOnce() {
        if (!waked && announced > toldHead) {
            waked = true;
            outbox.accept(new Wake(announced));
        }
    }

    private synchronized void failed() {
        state = State.IDLE;
        retry.run();
    }
}
