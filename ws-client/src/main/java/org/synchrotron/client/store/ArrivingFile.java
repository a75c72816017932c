package org.synchrotron.client.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file beside the client's file that holds the parts of a row delivery until they are complete. It is written like the client's file: what
 * is left after a crash or a loss of power is whole parts. Its methods must be called between transactions. Not thread-safe: one thread at a
 * time may use it.
 */
final class ArrivingFile {

    private static final String ATTACH = "ATTACH DATABASE ? AS synchrotron_arriving";

    private static final String DETACH = "DETACH DATABASE synchrotron_arriving";

    /** Nobody else uses the file. Each answers with the new value. */
    private static final List<String> MODES = List.of(
            "PRAGMA synchrotron_arriving.locking_mode = EXCLUSIVE", "PRAGMA synchrotron_arriving.journal_mode = WAL");

    /** While the file is made or removed: nothing of it is worth waiting for the disk. */
    private static final String UNSAFE = "PRAGMA synchrotron_arriving.synchronous = OFF";

    private static final String DURABILITY = "PRAGMA synchrotron_arriving.synchronous = NORMAL";

    /** Transactions of the client's file lock this one, too: whether it can be written must be known before. */
    private static final String WRITE = "PRAGMA synchrotron_arriving.user_version = 1";

    private final PreparedStatements statements;
    private final Path file;
    private boolean attached;

    /** @param file the client's file, under its real name */
    ArrivingFile(PreparedStatements statements, Path file) {
        this.statements = statements;
        this.file = file.resolveSibling(file.getFileName() + "-arriving");
    }

    boolean isAttached() {
        return attached;
    }

    /** {@return whether there is one, from before} */
    boolean exists() {
        return Files.exists(file);
    }

    /** Opens it; makes it if there is none. */
    void attach() {
        statements.update(ATTACH, attach -> attach.setString(1, file.toString()));
        attached = true;
        statements.execute(UNSAFE);
        MODES.forEach(mode -> statements.list(mode, answer -> answer.getString(1)));
        statements.execute(DURABILITY);
        statements.execute(WRITE);
    }

    /** Deletes it, if there is one. */
    void delete() {
        if (attached) {
            statements.execute(UNSAFE);
            statements.execute(DETACH);
            attached = false;
        }
        try {
            for (String end : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the parts of a row delivery in " + file + " cannot be removed", e);
        }
    }
}
