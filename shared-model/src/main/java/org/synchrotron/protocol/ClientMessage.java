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
     * Pending records in replay order.
     *
     * @param uploadId identifies the upload in the answer; increases within a connection
     * @param basis the ingest id up to which the client had seen the log
     */
    record Upload(long uploadId, long basis, List<LogEntry> entries) implements ClientMessage {
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
