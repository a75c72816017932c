package org.synchrotron.demo.run.drive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.synchrotron.demo.history.RecordCommit;

/** The DDL of the application's tables on a client. */
final class LocalTables {

    static final String DDL = read("/db/history-client.sql");

    private LocalTables() {}

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(RecordCommit.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
