package org.synchrotron.server.log;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * A place in this server's log, by the order of arrival. Clients hold it as a {@link org.synchrotron.protocol.Cursor}, which {@link
 * CursorSeal} writes. Immutable.
 *
 * @param epoch the identity of the log
 * @param ingestId the latest record up to there; 0 for the beginning
 * @param fingerprint identifies the log up to there: after the log lost its end, others have the same ingest ids
 */
public record LogPosition(String epoch, long ingestId, UUID fingerprint) {

    /** {@return a place in the log; empty if the log does not have it} Whether the current role may see the record does not matter. */
    public static Optional<LogPosition> at(long ingestId, Handle sql) {
        return sql.createQuery("""
                        select epoch, fingerprint from synchrotron.server_identity, synchrotron.fingerprint(:ingest) as fingerprint
                        where fingerprint is not null
                        """)
                .bind("ingest", ingestId)
                .map((row, context) ->
                        new LogPosition(row.getString("epoch"), ingestId, row.getObject("fingerprint", UUID.class)))
                .findOne();
    }

    /** {@return the end of the log} Whether the current role may see the latest record does not matter. */
    public static LogPosition end(Handle sql) {
        return sql.createQuery("""
                        select epoch, head, synchrotron.fingerprint(head) as fingerprint
                        from synchrotron.server_identity, synchrotron.head() as head
                        """)
                .map((row, context) -> new LogPosition(
                        row.getString("epoch"), row.getLong("head"), row.getObject("fingerprint", UUID.class)))
                .one();
    }

    /** {@return whether the log has this place} */
    public boolean isIn(Handle sql) {
        return at(ingestId, sql).filter(this::equals).isPresent();
    }
}
