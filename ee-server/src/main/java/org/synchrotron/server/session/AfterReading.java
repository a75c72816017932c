package org.synchrotron.server.session;

import java.util.ArrayList;
import java.util.List;

/** Work that waits for the end of a reading that began after the work was given. Not thread-safe. */
final class AfterReading {

    /** What to do when the reading has succeeded, or else has failed. */
    private record Waiting(Runnable read, Runnable failed) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Waiting> underWay = new ArrayList<>();

    void add(Runnable read, Runnable failed) {
        waiting.add(new Waiting(read, failed));
    }

    /** A reading begins. */
    void begins() {
        underWay.addAll(waiting);
        waiting.clear();
    }

    /** It has succeeded. */
    void succeeds() {
        taken().forEach(each -> each.read().run());
    }

    /** It has failed. */
    void fails() {
        taken().forEach(each -> each.failed().run());
    }

    private List<Waiting> taken() {
        List<Waiting> due = List.copyOf(underWay);
        underWay.clear();
        return due;
    }
}
