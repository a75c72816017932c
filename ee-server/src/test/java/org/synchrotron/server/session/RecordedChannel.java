package org.synchrotron.server.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A channel that records the calls of the server. */
final class RecordedChannel implements Channel {

    private final String address;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<CloseCode> closed = new CopyOnWriteArrayList<>();

    RecordedChannel() {
        this("");
    }

    RecordedChannel(String address) {
        this.address = address;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void send(String text) {
        sent.add(text);
        events.add(text);
    }

    @Override
    public void ping() {
        events.add("ping");
    }

    @Override
    public long partsWritten() {
        return sent.size();
    }

    @Override
    public void cut() {
        events.add("cut");
    }

    @Override
    public void close(CloseCode code, String reason) {
        closed.add(code);
        events.add(code + ": " + reason);
    }

    /** {@return the texts that were sent, in order} */
    List<String> sent() {
        return sent;
    }

    /** {@return the code of each close} */
    List<CloseCode> closed() {
        return closed;
    }

    /** {@return texts and closes in order; a close as {@code CODE: reason}} */
    List<String> events() {
        return events;
    }
}
