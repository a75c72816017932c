package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The end of the log and the audiences of the user whose role the transaction has, at one moment. Immutable.
 *
 * @param end the end of the log; whether the user may see the latest record does not matter
 * @param held the place that was asked for; empty if the log does not have it
 * @param rowsBefore who does not hold the log up to this ingest id gets rows, because the server removed records; 0 if it did not
 * @param audiences the audiences of the user
 */
public record LogMoment(LogPosition end, Optional<LogPosition> held, long rowsBefore, Set<String> audiences) {
    public LogMoment {
        audiences = Set.copyOf(audiences);
    }

    /**
     * {@return the present moment; that of the snapshot in a transaction with a snapshot}
     *
     * @param held the ingest id of a place of interest; 0 for the beginning
     */
    public static LogMoment now(long held, Handle sql) {
        return sql.createQuery("""
                        select epoch, head, synchrotron.fingerprint(head) as fingerprint, synchrotron.fingerprint(:held) as held,
                            synchrotron.rows_before() as rows_before,
                            array(select synchrotron.my_audiences()) as audiences
                        from synchrotron.server_identity, synchrotron.head() as head
                        """)
                .bind("held", held)
                .map((row, context) -> read(row, held))
                .one();
    }

    private static LogMoment read(ResultSet row, long held) throws SQLException {
        String epoch = row.getString("epoch");
        UUID there = row.getObject("held", UUID.class);
        return new LogMoment(
                new LogPosition(epoch, row.getLong("head"), row.getObject("fingerprint", UUID.class)),
                Optional.ofNullable(there).map(fingerprint -> new LogPosition(epoch, held, fingerprint)),
                row.getLong("rows_before"),
                Set.copyOf(List.of((String[]) row.getArray("audiences").getArray())));
    }
}
