package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ClientId;
import org.synchrotron.schema.TrackedSchema;

/** A message from a client to the server. Immutable. */
public sealed interface ClientMessage {

    /**
     * The first message of a connection.
     *
     * @param protocol the version that the client speaks, see {@link ProtocolVersion}
     * @param cursor the place up to which the client holds the log, as the server last said; null if it holds nothing
     * @param base of records with this clock or an earlier one the client holds only the rows; null if there are none
     * @param history whether the client wants records instead of rows wherever they can be had, to look at them
     * @param replica what the client tells of itself
     * @param welcomes what the last welcome of this file said; 0 if it has had none
     * @param schema the tables that the client tracks; null if it does not tell, and then they are not compared with the server's
     * @param resume the last place of a row delivery that was cut, up to which the client has its parts; null if there was none
     * @param receipts whether the client takes a {@link Receipt} for an own record that it holds
     */
    record Hello(
            int protocol,
            ClientId clientId,
            @Nullable Cursor cursor,
            @Nullable HybridTimestamp base,
            boolean history,
            ReplicaReport replica,
            long welcomes,
            @Nullable TrackedSchema schema,
            @Nullable ResumePoint resume,
            boolean receipts)
            implements ClientMessage {
        public Hello {
            requireNonNull(clientId, "hello has no valid clientId");
        }

        /** {@return the hello of a client that speaks the present version and holds the log up to the cursor as records; it does not tell its schema} */
        public static Hello of(ClientId clientId, @Nullable Cursor cursor, ReplicaReport replica) {
            return new Hello(ProtocolVersion.CURRENT, clientId, cursor, null, true, replica, 0, null, null, false);
        }
    }

    /**
     * Pending records in replay order, at most {@value #MOST_RECORDS}.
     *
     * @param uploadId identifies the upload in the answer; increases within a connection
     */
    record Upload(long uploadId, List<UploadedRecord> records) implements ClientMessage {

        /**
         * The most records of an upload, which is one transaction of the server. Each has a savepoint, and more than 64 of them slow down
         * all connections of PostgreSQL.
         */
        public static final int MOST_RECORDS = 50;

        public Upload {
            records = List.copyOf(records);
        }
    }

    /**
     * The client has stored a delivery and is ready for the next one.
     *
     * @param upTo the ingest id up to which the client now holds the log
     * @param base what {@link Hello#base} says, if that has changed since the client last said so; otherwise null
     */
    record Received(long upTo, @Nullable HybridTimestamp base) implements ClientMessage {

        /** {@return the message of a client whose base is as it was} */
        public static Received upTo(long upTo) {
            return new Received(upTo, null);
        }
    }

    /**
     * The client needs these rows whole: it does not hold them, or does not trust what it holds. They come as a row delivery, with all
     * else that is new for the client.
     */
    record Need(RowScope rows) implements ClientMessage {}

    /**
     * The client has stored the parts of a row delivery up to this one; further ones may come.
     *
     * @param part the number of the part, from 1
     */
    record PartReceived(long part) implements ClientMessage {}

    /**
     * A question that the server answers with {@link ServerMessage.Answer}. One at a time is asked; it does not wait for an upload.
     *
     * @param questionId identifies the question in the answer; increases within a connection
     */
    record Ask(long questionId, Question question) implements ClientMessage {}

    /**
     * A bearer token. On a connection that was opened without one it is the first message; on any other it takes the place of the former
     * token, whose user and role it must have. The server answers with {@link ServerMessage.TokenAccepted}.
     */
    record Token(String token) implements ClientMessage {

        /** Does not show the token. */
        @Override
        public String toString() {
            return "Token[]";
        }
    }
}
