package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/** What the server says. */
public sealed interface ServerMessage {

    /**
     * The answer to {@link ClientMessage.Hello}.
     *
     * @param userId who the token says the client is
     * @param serverEpoch identity of this server's log; another one than before means another log
     * @param head the ingest id of the latest record
     * @param serverTimeMs the server's wall time in milliseconds
     * @param audiences those of the user
     * @param maxMessageBytes the longest message that the server takes
     */
    record Welcome(
            int protocol,
            UserId userId,
            String serverEpoch,
            long head,
            long serverTimeMs,
            Set<String> audiences,
            int maxMessageBytes)
            implements ServerMessage {
        public Welcome {
            requireNonNull(userId, "welcome without a valid userId");
            audiences = Set.copyOf(audiences);
        }
    }

    /**
     * Records that the user may see, the client's own included, in ingest order. It says whom it is for and where it goes on, so
     * that a client takes neither somebody else's nor one behind a gap.
     *
     * @param userId who may see the records
     * @param after it goes on where the client holds the log up to here
     * @param upTo with these the client holds the log up to here
     * @param head the ingest id of the latest record; above {@code upTo}, more follows once this is received
     */
    record Delivery(UserId userId, long after, long upTo, long head, List<LogEntry> entries) implements ServerMessage {
        public Delivery {
            requireNonNull(userId, "delivery without a valid userId");
            entries = List.copyOf(entries);
        }

        /** {@return the same, for who holds the log up to there already} Nothing that the user may see lies in between. */
        public Delivery after(long cursor) {
            return cursor == after ? this : new Delivery(userId, cursor, upTo, head, entries);
        }
    }

    /** There is more, up to {@code head}; it follows once the delivery under way is received. */
    record Wake(long head) implements ServerMessage {}

    /**
     * The records of an upload are in the log, now or from an earlier try.
     *
     * @param head the ingest id of the latest record
     * @param outcomes what became of each of the upload's records
     */
    record Accepted(long uploadId, long head, Map<ActionId, Outcome> outcomes) implements ServerMessage {
        public Accepted {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /** The user may see records that the client had not when it uploaded: receive up to {@code head}, then upload again. */
    record BehindHead(long uploadId, long head) implements ServerMessage {}

    /**
     * Something was not taken, and nothing of it was stored.
     *
     * @param uploadId the upload, or null if the connection itself is refused and closes
     * @param actionId the record at fault, or null
     * @param serverTimeMs the server's wall time in milliseconds
     */
    record Refused(
            @Nullable Long uploadId,
            Refusal code,
            String message,
            @Nullable ActionId actionId,
            long serverTimeMs) implements ServerMessage {}
}
