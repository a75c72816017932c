package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;

/** What a client says. */
public sealed interface ClientMessage {

    /**
     * The first message of a connection.
     *
     * @param protocol the version that the client speaks, see {@link ProtocolVersion}
     * @param cursor the ingest id up to which the client holds the log, 0 for none of it
     * @param serverEpoch the identity of the server whose log that is; null before the first contact
     */
    record Hello(
            int protocol,
            ClientId clientId,
            long cursor,
            @Nullable String serverEpoch) implements ClientMessage {
        public Hello {
            requireNonNull(clientId, "hello without a valid clientId");
        }
    }

    /**
     * Pending records in replay order.
     *
     * @param uploadId names the answer; rises within a connection
     * @param basis the ingest id up to which the client had seen the log
     */
    record Upload(long uploadId, long basis, List<LogEntry> entries) implements ClientMessage {
        public Upload {
            entries = List.copyOf(entries);
        }
    }

    /** A delivery is stored: the client holds the log up to {@code cursor} and is ready for the next one. */
    record Received(long cursor) implements ClientMessage {}
}
