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

/** A message from the server to a client. Immutable. */
public sealed interface ServerMessage {

    /**
     * The answer to {@link ClientMessage.Hello}.
     *
     * @param userId the user named by the client's token
     * @param serverEpoch the identity of this server's log; if it changed, the client's log is another one
     * @param head the ingest id of the latest record
     * @param serverTimeMs the server's wall time in milliseconds
     * @param audiences the audiences of the user
     * @param maxMessageBytes the longest message that the server accepts, in bytes of UTF-8
     * @param retired the tags whose records are uploaded with their row changes, because the server has no code for them any more
     */
    record Welcome(
            int protocol,
            UserId userId,
            String serverEpoch,
            long head,
            long serverTimeMs,
            Set<String> audiences,
            int maxMessageBytes,
            Set<String> retired)
            implements ServerMessage {
        public Welcome {
            requireNonNull(userId, "welcome has no valid userId");
            audiences = Set.copyOf(audiences);
            retired = Set.copyOf(retired);
        }
    }

    /**
     * Records that the user may see, the client's own included, in ingest order. It names its user and where it starts, so that a
     * client refuses a delivery for another user and one that would leave a gap.
     *
     * @param userId the user who may see the records
     * @param after the delivery continues a log that is held up to this ingest id
     * @param upTo with the delivery, the client holds the log up to this ingest id
     * @param head the ingest id of the latest record; if it is above {@code upTo}, more follows once this delivery is received
     * @param cursor the place {@code upTo} for the next {@link ClientMessage.Hello}
     */
    record Delivery(UserId userId, long after, long upTo, long head, Cursor cursor, List<LogEntry> entries)
            implements ServerMessage {
        public Delivery {
            requireNonNull(userId, "delivery has no valid userId");
            entries = List.copyOf(entries);
        }

        /**
         * {@return the same delivery for a client that holds the log up to {@code held}} The caller makes sure that the user
         * may see no record in between.
         */
        public Delivery after(long held) {
            return held == after ? this : new Delivery(userId, held, upTo, head, cursor, entries);
        }
    }

    /** More records exist, up to the ingest id {@code head}; they follow once a delivery under way is received. */
    record Wake(long head) implements ServerMessage {}

    /**
     * The records of an upload are in the log, now or from an earlier try.
     *
     * @param head the ingest id of the latest record
     * @param outcomes the outcome of each record of the upload
     */
    record Accepted(long uploadId, long head, Map<ActionId, Outcome> outcomes) implements ServerMessage {
        public Accepted {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /**
     * The upload was not accepted, because the user may see records that the client did not have when it uploaded. The client
     * receives records up to the ingest id {@code head}, then uploads again.
     */
    record BehindHead(long uploadId, long head) implements ServerMessage {}

    /** The answer to a {@link ClientMessage.Ask}. */
    record Answer(long questionId, Reply reply) implements ServerMessage {}

    /**
     * The server refused a connection or an upload, and stored nothing of it.
     *
     * @param uploadId the upload, or null if the connection itself is refused and closes
     * @param actionId the record that caused the refusal, or null
     * @param serverTimeMs the server's wall time in milliseconds
     */
    record Refused(
            @Nullable Long uploadId,
            Refusal code,
            String message,
            @Nullable ActionId actionId,
            long serverTimeMs) implements ServerMessage {}
}
