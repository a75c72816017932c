package org.synchrotron.server.log;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The end of the log and the audiences of the user whose role the transaction has, at one moment. Immutable.
 *
 * @param end the end of the log; whether the user may see the latest record does not matter
 * @param audiences the audiences of the user
 */
public record LogMoment(LogPosition end, Set<String> audiences) {
    public LogMoment {
        audiences = Set.copyOf(audiences);
    }

    /** {@return the present moment; that of the snapshot in a transaction with a snapshot} */
    public static LogMoment now(Handle sql) {
        return sql.createQuery("""
                        select epoch, synchrotron.head() as head, array(select synchrotron.my_audiences()) as audiences
                        from synchrotron.server_identity
                        """)
                .map((row, context) -> new LogMoment(
                        new LogPosition(row.getString("epoch"), row.getLong("head")),
                        Set.copyOf(List.of((String[]) row.getArray("audiences").getArray()))))
                .one();
    }
}
