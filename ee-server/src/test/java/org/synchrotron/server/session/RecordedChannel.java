package org.synchrotron.server.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A channel that keeps what the server does with it. */
final class RecordedChannel implements Channel {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<CloseCode> closed = new CopyOnWriteArrayList<>();

    @Override
    public void send(String text) {
        said.add(text);
        events.add(text);
    }

    @Override
    public void close(CloseCode code, String reason) {
        closed.add(code);
        events.add(code + ": " + reason);
    }

    /** {@return the texts, in their order} */
    List<String> said() {
        return said;
    }

    /** {@return why the server closed it, each time} */
    List<CloseCode> closed() {
        return closed;
    }

    /** {@return texts and closes in their order; a close as {@code CODE: reason}} */
    List<String> events() {
        return events;
    }
}
