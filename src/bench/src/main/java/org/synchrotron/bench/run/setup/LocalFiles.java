package org.synchrotron.bench.run.setup;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.synchrotron.demo.run.machine.Machine;
import org.synchrotron.demo.run.setup.Workspace;

/** Clients that never connect, and plain SQLite files beside them. Use it from one thread. */
public final class LocalFiles {

    /** Nobody listens there, and nobody asks. */
    private static final URI NOWHERE = URI.create("ws://127.0.0.1:9/");

    private final Workspace workspace;
    private final Machine machine;
    private final Duration patience;
    private int files;

    LocalFiles(Workspace workspace, Machine machine, Duration patience) {
        this.workspace = workspace;
        this.machine = machine;
        this.patience = patience;
    }

    /** {@return a new client, offline} The caller closes it. */
    public Replica replica() {
        return new Replica(new Device(
                "local", file(), NOWHERE, "", new Device.Time(machine.clock()::millis, machine.nanoTime(), patience)));
    }

    /** {@return a new file with the tracked table, a table of records and one of changes, without Synchrotron} The caller closes it. */
    public PlainFile plain() {
        return new PlainFile(file());
    }

    private Path file() {
        return workspace.file("local-" + files++ + ".db");
    }
}
