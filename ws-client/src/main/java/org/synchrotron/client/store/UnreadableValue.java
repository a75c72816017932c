package org.synchrotron.client.store;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Optional;
import org.synchrotron.log.MalformedJson;

/** A value of the sync tables that no program of ours wrote, in a page with which SQLite finds nothing wrong: the file is damaged. */
final class UnreadableValue extends SQLException {

    private static final long serialVersionUID = 1L;

    private UnreadableValue(RuntimeException cause) {
        super("a value of the sync tables cannot be read: " + cause.getMessage(), null, SqliteFailures.CORRUPT, cause);
    }

    /** {@return the message of one among the causes; empty if there is none} */
    static Optional<String> in(Throwable thrown) {
        return SqliteFailures.among(thrown)
                .filter(UnreadableValue.class::isInstance)
                .findFirst()
                .map(Throwable::getMessage);
    }

    /**
     * {@return the result of the work, which reads a row}
     *
     * @throws UnreadableValue if a value is not what such values are
     */
    static <T> T reading(StoreFailure.Jdbc<T> work) throws SQLException {
        try {
            return work.run();
        } catch (IllegalArgumentException | DateTimeException | MalformedJson e) {
            throw new UnreadableValue(e);
        }
    }
}
