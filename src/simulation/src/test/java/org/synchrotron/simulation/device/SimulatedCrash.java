package org.synchrotron.simulation.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.Function;

/**
 * The death of a process in the middle of a transaction. A killed process leaves its files as they were at that moment, with half of a
 * transaction in the write-ahead log. So they are copied at that moment, and later writes of the process are lost.
 */
final class SimulatedCrash {

    private static final List<String> WATCHED = List.of(
            "items",
            "accounts",
            "synchrotron_action_records",
            "synchrotron_action_modified_rows",
            "synchrotron_applied_changes",
            "synchrotron_quarantined_records",
            "synchrotron_record_counts",
            "synchrotron_past_records",
            "synchrotron_state",
            "synchrotron_capture_context");

    /** What a client's files are called after its name: the database, and that of a row delivery that is not complete. */
    private static final List<String> FILES = List.of("", "-wal", "-arriving", "-arriving-wal");

    private final Path file;
    private boolean sealed;
    private boolean struck;
    private int writesLeft;

    SimulatedCrash(Path file) {
        this.file = file;
    }

    /** Lets the process die after so many more writes, at the latest at the end of its next transaction. */
    void seal(int writes, Connection connection) {
        if (!sealed) {
            sealed = true;
            writesLeft = writes;
            watch(connection);
        }
    }

    boolean isSealed() {
        return sealed;
    }

    /** Ends the process. The file becomes what it was at the moment of the crash, or stays as it is now. */
    void fulfil(Connection connection) {
        strike();
        try {
            connection.close();
            for (String suffix : FILES) {
                restore(suffix);
            }
            Files.deleteIfExists(sibling("-shm"));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the process of " + file + " cannot die", e);
        }
    }

    /** Temporary triggers belong to this connection only: they are not in the file. */
    private void watch(Connection connection) {
        try {
            Function.create(connection, "simulated_write", new Function() {
                @Override
                protected void xFunc() throws SQLException {
                    if (--writesLeft == 0) {
                        strike();
                    }
                    result(0);
                }
            });
            try (Statement statement = connection.createStatement()) {
                for (String table : WATCHED) {
                    for (String event : List.of("insert", "update", "delete")) {
                        statement.executeUpdate("create temp trigger crash_" + table + "_" + event + " after " + event
                                + " on main." + table + " begin select simulated_write(); end");
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the writes of " + file + " cannot be watched", e);
        }
    }

    private void strike() {
        if (!struck) {
            struck = true;
            FILES.forEach(this::keep);
        }
    }

    private void keep(String suffix) {
        try {
            if (Files.exists(sibling(suffix))) {
                Files.copy(sibling(suffix), kept(suffix), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restore(String suffix) throws IOException {
        Files.deleteIfExists(sibling(suffix));
        if (Files.exists(kept(suffix))) {
            Files.move(kept(suffix), sibling(suffix));
        }
    }

    private Path kept(String suffix) {
        return sibling(suffix + "-struck");
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
