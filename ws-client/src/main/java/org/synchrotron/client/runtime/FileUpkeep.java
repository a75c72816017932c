package org.synchrotron.client.runtime;

import java.util.function.LongSupplier;
import org.synchrotron.client.engine.Loop;
import org.synchrotron.client.store.Database;
import org.synchrotron.client.store.ReadLimits;
import org.synchrotron.client.store.ReadOnlySql;

/** What keeps a client's file and its write-ahead log short, beside the client's work. Confined to the client's thread. */
final class FileUpkeep {

    private final FileShrinker shrinker;
    private final Checkpointer checkpointer;
    private final LogTrimmer trimmer;

    FileUpkeep(Database database, ReadOnlySql reading, ReadLimits limits, LongSupplier nanoTime, Loop loop) {
        this.shrinker = new FileShrinker(database.space(), nanoTime, loop);
        this.checkpointer = new Checkpointer(database.log());
        this.trimmer = new LogTrimmer(database.log(), reading, limits, nanoTime, loop);
    }

    /** Looks what is due, after each task of the client. */
    void look() {
        shrinker.look();
        checkpointer.look();
        trimmer.look();
    }

    /** The client is closed after this. */
    void finish() {
        try {
            shrinker.finish();
        } finally {
            checkpointer.close();
        }
    }
}
