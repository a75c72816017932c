package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.schema.TrackedSchema;

/** A message from the server to a client. Immutable. */
public sealed interface ServerMessage
        permits ServerMessage.Welcome,
                ServerMessage.Delivery,
                ServerMessage.Audiences,
                RowsMessage,
                ServerMessage.Wake,
                ServerMessage.Accepted,
                ServerMessage.BehindHead,
                ServerMessage.TokenAccepted,
                ServerMessage.Answer,
                ServerMessage.Refused {

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
     * @param welcomes how many welcomes the client id has had. The file says it in its next hello: a copy of the file, or a restored one, says
     *     an earlier number
     * @param anew whether the server's log does not have the place of the client's cursor: the database was restored, or the cursor is not
     *     this client's. All rows come, and the outcomes of all records of the user
     * @param logStartMs the clock time of the log's first record; null if there is no record
     * @param schema the tables that the server tracks; null if it does not tell
     * @param tokenLastsMs how long the client's token is valid from now on, in milliseconds; null if the server does not tell
     * @param limits how large uploads and records may be; null if the server does not tell
     */
    record Welcome(
            int protocol,
            UserId userId,
            String serverEpoch,
            long head,
            long serverTimeMs,
            Set<String> audiences,
            int maxMessageBytes,
            Set<String> retired,
            long welcomes,
            boolean anew,
            @Nullable Long logStartMs,
            @Nullable TrackedSchema schema,
            @Nullable Long tokenLastsMs,
            @Nullable RecordLimits limits)
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
     * @param audiences those of the user, as the delivery was read
     * @param after the delivery continues a log that is held up to this ingest id
     * @param upTo with the delivery, the client holds the log up to this ingest id
     * @param head the ingest id of the latest record; if it is above {@code upTo}, more follows once this delivery is received
     * @param cursor the place {@code upTo} for the next {@link ClientMessage.Hello}
     * @param entries the records that come whole
     * @param receipts the client's own records that it holds as they were accepted, if it takes them so
     */
    record Delivery(
            UserId userId,
            AudiencesDigest audiences,
            long after,
            long upTo,
            long head,
            Cursor cursor,
            List<LogEntry> entries,
            List<Receipt> receipts)
            implements ServerMessage {
        public Delivery {
            requireNonNull(userId, "delivery has no valid userId");
            requireNonNull(audiences, "delivery has no valid audiences");
            entries = DeliveredRecords.of(entries);
            receipts = List.copyOf(receipts);
        }

        /**
         * {@return the same delivery for a client that holds the log up to {@code held}} The caller makes sure that the user
         * may see no record in between.
         */
        public Delivery after(long held) {
            return held == after ? this : new Delivery(userId, audiences, held, upTo, head, cursor, entries, receipts);
        }

        /** {@return the same delivery with receipts for those of its records for which this holds} */
        public Delivery withReceipts(Predicate<LogEntry> known) {
            List<Receipt> brief =
                    entries.stream().filter(known).map(Receipt::of).toList();
            return brief.isEmpty() ? this : with(DeliveredRecords.of(entries).only(known.negate()), brief);
        }

        /** {@return the same delivery with these records} */
        public Delivery with(List<LogEntry> whole, List<Receipt> brief) {
            return new Delivery(userId, audiences, after, upTo, head, cursor, whole, brief);
        }
    }

    /**
     * The audiences of the user have changed since the welcome, or since the last message like this.
     *
     * @param userId the user whose audiences these are
     */
    record Audiences(UserId userId, Set<String> gained, Set<String> lost) implements ServerMessage {
        public Audiences {
            requireNonNull(userId, "audiences has no valid userId");
            gained = Set.copyOf(gained);
            lost = Set.copyOf(lost);
        }

        /** {@return what changed from some audiences of a user to others} */
        public static Audiences between(UserId user, Set<String> before, Set<String> now) {
            return new Audiences(user, RowScope.minus(now, before), RowScope.minus(before, now));
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

    /**
     * The connection goes on with the token of a {@link ClientMessage.Token}.
     *
     * @param lastsMs how long it is valid from now on, in milliseconds
     */
    record TokenAccepted(long lastsMs) implements ServerMessage {}

    /** The answer to a {@link ClientMessage.Ask}. */
    record Answer(long questionId, Reply reply) implements ServerMessage {}

    /**
     * The server refused a connection or an upload, and stored nothing of it.
     *
     * @param uploadId the upload, or null if the connection itself is refused and closes
     * @param actionId the record that caused the refusal, or null
     * @param serverTimeMs the server's wall time in milliseconds
     * @param retryAfterMs after how many milliseconds the same upload may succeed; null if the server does not say
     */
    record Refused(
            @Nullable Long uploadId,
            Refusal code,
            String message,
            @Nullable ActionId actionId,
            long serverTimeMs,
            @Nullable Long retryAfterMs)
            implements ServerMessage {

        public Refused(
                @Nullable Long uploadId, Refusal code, String message, @Nullable ActionId actionId, long serverTimeMs) {
            this(uploadId, code, message, actionId, serverTimeMs, null);
        }
    }
}
