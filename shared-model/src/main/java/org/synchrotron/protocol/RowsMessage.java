package org.synchrotron.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/** A message of a row delivery. Immutable. */
public sealed interface RowsMessage extends ServerMessage {

    /** {@return the id of the row delivery, which all its messages have} */
    RowDeliveryId delivery();

    /**
     * A row delivery begins: rows instead of the records that made them (rule 14). Parts follow, and at last {@link RowsEnd}. The client
     * stores parts as they come, and uses none of them before the last. All are of one state of the server's database.
     *
     * @param userId the user who may see the rows
     * @param delivery the id of this row delivery
     * @param audiences those of the user, as the rows were read
     * @param after the client holds the log up to this ingest id, and the rows that were changed after it are in the delivery
     * @param whole rows that come whether they were changed or not; what the client holds of them and does not come is gone
     * @param expected how many rows come
     * @param resumed whether it goes on after the {@link ClientMessage.Hello#resume} of the client: it has only what is missing in the parts that
     *     the client holds from before, and what has changed in them since
     */
    record RowsStart(
            UserId userId,
            RowDeliveryId delivery,
            AudiencesDigest audiences,
            long after,
            RowScope whole,
            long expected,
            boolean resumed)
            implements RowsMessage {
        public RowsStart {
            requireNonNull(userId, "rows has no valid userId");
            requireNonNull(delivery, "rows has no valid delivery");
            requireNonNull(audiences, "rows has no valid audiences");
        }

        /** {@return the same beginning for a client that holds the log up to {@code held}} Nothing of it was touched in between. */
        public RowsStart after(long held) {
            return new RowsStart(userId, delivery, audiences, held, whole, expected, resumed);
        }
    }

    /** A part of a row delivery. */
    sealed interface RowsPart extends RowsMessage {

        /** {@return its number within the delivery, from 1} */
        long part();
    }

    /** A part that brings rows, or says that they are gone. */
    sealed interface RowsOfTable extends RowsPart {

        String table();

        /** {@return where another delivery may go on if this one is cut after this part; null if it cannot} */
        @Nullable
        ResumePoint resume();
    }

    /**
     * Rows of one table, each once in a delivery.
     *
     * @param columns the columns of the table, {@code id} among them and not {@code audience_key}
     * @param rows a JSON array with an array for each row: its audience, then the portable values of the columns. It has not been read yet
     */
    record RowsPresent(
            RowDeliveryId delivery,
            long part,
            String table,
            List<String> columns,
            String rows,
            @Nullable ResumePoint resume)
            implements RowsOfTable {
        public RowsPresent {
            columns = List.copyOf(columns);
        }
    }

    /** Rows of one table that the client may hold and the server does not, or that the user may not see any more. */
    record RowsGone(
            RowDeliveryId delivery,
            long part,
            String table,
            List<String> ids,
            @Nullable ResumePoint resume) implements RowsOfTable {
        public RowsGone {
            ids = List.copyOf(ids);
        }
    }

    /** Outcomes of the user's own records that were set or turned after {@link RowsStart#after}. */
    record RowsOutcomes(RowDeliveryId delivery, long part, Map<ActionId, Outcome> outcomes) implements RowsPart {
        public RowsOutcomes {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /**
     * The end of a row delivery.
     *
     * @param part the number of the last part before
     * @param upTo with it, the client holds the log up to this ingest id, the head of the log as the rows were read
     * @param cursor the place {@code upTo} for the next {@link ClientMessage.Hello}
     * @param base no record up to {@code upTo} has a later clock
     */
    record RowsEnd(RowDeliveryId delivery, long part, long upTo, Cursor cursor, HybridTimestamp base)
            implements RowsMessage {}
}
