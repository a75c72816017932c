package org.synchrotron.demo.run.drive;

import java.net.URI;
import java.nio.file.Path;
import org.synchrotron.demo.run.schedule.Spell;

/** One author at a device of its own. */
final class Author implements AutoCloseable {

    private final String name;

    Author(String name, Path file, URI server, String token) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void goOffline() {}

    void work(Spell spell) {}

    void goOnline() {}

    void awaitUpload() throws InterruptedException {}

    void awaitUpToDate() throws InterruptedException {}

    Traffic traffic() {
        return Traffic.NONE;
    }

    @Override
    public void close() {}
}
