package org.synchrotron.server.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Wake;

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

    /** {@return whether there is more than was read up to here, or the client waits} */
    boolean isBehind(long readUpTo) {
        return announced > readUpTo || isClientWaiting();
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

    /** If there is no room, tells the client once that there is more. */
    void wakeIfFull(Consumer<ServerMessage> outbox) {
        if (!hasRoom() && !woken && announced > toldHead) {
            woken = true;
            toldHead = announced;
            outbox.accept(new Wake(announced));
        }
    }
}
