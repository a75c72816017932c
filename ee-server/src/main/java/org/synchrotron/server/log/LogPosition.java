package org.synchrotron.server.log;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.Cursor;

/**
 * A place in this server's log, by the order of arrival. Clients hold it as a {@link Cursor}, which only this class writes and reads.
 * Immutable.
 *
 * @param epoch the identity of the log
 * @param ingestId the latest record up to there; 0 for the beginning
 */
public record LogPosition(String epoch, long ingestId) {

    private static final char SEPARATOR = ':';

    /** {@return the end of the log at this moment} Whether the current role may see the latest record does not matter. */
    public static LogPosition head(Handle sql) {
        return sql.createQuery("select epoch, synchrotron.head() as head from synchrotron.server_identity")
                .map((row, context) -> new LogPosition(row.getString("epoch"), row.getLong("head")))
                .one();
    }

    /** {@return the place that a cursor names; empty if this code never wrote such a cursor} */
    public static Optional<LogPosition> of(Cursor cursor) {
        String text = cursor.text();
        int separator = text.lastIndexOf(SEPARATOR);
        String number = text.substring(separator + 1);
        return separator > 0 && number.matches("[0-9]{1,18}")
                ? Optional.of(new LogPosition(text.substring(0, separator), Long.parseLong(number)))
                : Optional.empty();
    }

    /** {@return the ingest id of a cursor of this log; 0 if there is none} */
    public static long ingestId(@Nullable Cursor cursor) {
        return cursor == null ? 0 : of(cursor).map(LogPosition::ingestId).orElse(0L);
    }

    /** {@return another place in the same log} */
    public LogPosition at(long other) {
        return new LogPosition(epoch, other);
    }

    /** {@return the place as clients hold it} */
    public Cursor cursor() {
        return new Cursor(epoch + SEPARATOR + ingestId);
    }
}
