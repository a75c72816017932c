package org.synchrotron.server.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** How far a session was sent the log, how far its client has received that, and of what it was told. Not thread-safe. */
final class DeliveryWindow {

    private final int size;
    private final Deque<Long> underway = new ArrayDeque<>();
    private long sentUpTo;
    private long receivedUpTo;
    private long announced;
    private long toldHead;
    private boolean woken;

    /** @param size the most deliveries that are sent and not yet received */
    DeliveryWindow(int size) {
        this.size = size;
    }

    void start(long cursor) {
        sentUpTo = cursor;
        receivedUpTo = cursor;
    }

    long sentUpTo() {
        return sentUpTo;
    }

    long receivedUpTo() {
        return receivedUpTo;
    }

    long announced() {
        return announced;
    }

    void announce(long head) {
        announced = Math.max(announced, head);
    }

    /** The client is told of this head, and waits until it gets there. */
    void tell(long head) {
        toldHead = Math.max(toldHead, head);
    }

    boolean isClientWaiting() {
        return toldHead > sentUpTo;
    }

    boolean hasRoom() {
        return underway.size() < size;
    }

    void sent(long upTo, long head) {
        tell(head);
        sentUpTo = upTo;
        underway.add(upTo);
    }

    /** {@return false if that much was never sent} */
    boolean received(long upTo) {
        if (upTo < 0 || upTo > sentUpTo) {
            return false;
        }
        receivedUpTo = Math.max(receivedUpTo, upTo);
        underway.removeIf(each -> each <= upTo);
        return true;
    }

    /** A reading begins, which needs no waking. */
    void read() {
        woken = false;
    }

    /** {@return whether the client is to be woken, which it then is} */
    boolean wake() {
        if (hasRoom() || woken || announced <= toldHead) {
            return false;
        }
        woken = true;
        toldHead = announced;
        return true;
    }
}
