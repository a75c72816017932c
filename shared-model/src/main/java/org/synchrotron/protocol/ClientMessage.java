package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;

/** A message from a client to the server. Immutable. */
public sealed interface ClientMessage {

    /**
     * The first message of a connection.
     *
     * @param protocol the version that the client speaks, see {@link ProtocolVersion}
     * @param cursor the ingest id up to which the client holds the log; 0 if it holds nothing
     * @param serverEpoch the identity of the server's log that the client holds; null before the first contact
     */
    record Hello(
            int protocol,
            ClientId clientId,
            long cursor,
            @Nullable String serverEpoch) implements ClientMessage {
        public Hello {
            requireNonNull(clientId, "hello has no valid clientId");
        }
    }

    /**
     * Pending records in replay order, at most {@value #MOST_RECORDS}.
     *
     * @param uploadId identifies the upload in the answer; increases within a connection
     * @param basis the ingest id up to which the client had seen the log
     */
    record Upload(long uploadId, long basis, List<LogEntry> entries) implements ClientMessage {

        /**
         * The most records of an upload, which is one transaction of the server. Each has a savepoint, and more than 64 of them slow down
         * all connections of PostgreSQL.
         */
        public static final int MOST_RECORDS = 50;

        public Upload {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The client has stored a delivery and is ready for the next one.
     *
     * @param cursor the ingest id up to which the client now holds the log
     */
    record Received(long cursor) implements ClientMessage {}
}
