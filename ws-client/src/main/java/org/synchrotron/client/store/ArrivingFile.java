package org.synchrotron.client.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The database of the parts of a row delivery. At first it is a temporary one, of which nothing stays. {@link #keep} makes it the file beside
 * the client's file, which is written like that one: what is left after a crash or a loss of power is whole parts. Its methods must be called
 * between transactions. Not thread-safe: one thread at a time may use it.
 */
final class ArrivingFile {

    /** Without a path, a temporary database. */
    private static final String ATTACH = "ATTACH DATABASE ? AS synchrotron_arriving";

    /** A transaction of it that fails is undone from memory. */
    private static final String TEMPORARY_MODE = "PRAGMA synchrotron_arriving.journal_mode = MEMORY";

    private static final String COPY = "VACUUM synchrotron_arriving INTO ?";

    private static final String DETACH = "DETACH DATABASE synchrotron_arriving";

    /** Nobody else uses the file. Each answers with the new value. */
    private static final List<String> MODES = List.of(
            "PRAGMA synchrotron_arriving.locking_mode = EXCLUSIVE", "PRAGMA synchrotron_arriving.journal_mode = WAL");

    /** While the file is made, copied or removed: nothing of it is worth waiting for the disk. */
    private static final String UNSAFE = "PRAGMA synchrotron_arriving.synchronous = OFF";

    private static final String DURABILITY = "PRAGMA synchrotron_arriving.synchronous = NORMAL";

    /** Transactions of the client's file lock this one, too: whether it can be written must be known before. */
    private static final String WRITE = "PRAGMA synchrotron_arriving.user_version = 1";

    private final PreparedStatements statements;
    private final Path file;
    private boolean attached;
    private boolean kept;

    /** @param file the client's file, under its real name */
    ArrivingFile(PreparedStatements statements, Path file) {
        this.statements = statements;
        this.file = file.resolveSibling(file.getFileName() + "-arriving");
    }

    boolean isAttached() {
        return attached;
    }

    /** {@return whether there is a file, from before} */
    boolean exists() {
        return Files.exists(file);
    }

    /** Opens an empty temporary database. */
    void begin() {
        attach("");
        statements.execute(UNSAFE);
        statements.list(TEMPORARY_MODE, answer -> answer.getString(1));
    }

    /** Opens the file. */
    void open() {
        attach(file.toString());
        kept = true;
        statements.execute(UNSAFE);
        MODES.forEach(mode -> statements.list(mode, answer -> answer.getString(1)));
        statements.execute(DURABILITY);
        statements.execute(WRITE);
    }

    private void attach(String database) {
        statements.update(ATTACH, attach -> attach.setString(1, database));
        attached = true;
    }

    /** Makes the temporary database the file; does nothing if it is the file already. */
    void keep() {
        if (!kept) {
            statements.update(COPY, copy -> copy.setString(1, file.toString()));
            detach();
            open();
        }
    }

    private void detach() {
        statements.execute(DETACH);
        attached = false;
        kept = false;
    }

    /** Deletes all, if there is anything. */
    void delete() {
        boolean isFile = !attached || kept;
        if (attached) {
            statements.execute(UNSAFE);
            detach();
        }
        if (isFile) {
            deleteFile();
        }
    }

    private void deleteFile() {
        try {
            for (String end : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the parts of a row delivery in " + file + " cannot be removed", e);
        }
    }
}
