package org.synchrotron.log;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * One captured change of one row by one record. Patches hold portable JSON values by column name, never {@code
 * audience_key}, and JSON null where a column is set to null.
 */
public sealed interface RowChange {

    RowRef row();

    /** {@return the audience of the row; it never changes for a row} */
    String audience();

    Operation operation();

    /** {@return the columns that this change writes; empty for a deletion} */
    JsonObject forward();

    /** {@return what those columns held before; empty for an insertion, and in what a delivery brings} */
    JsonObject reverse();

    /** {@return the change that takes this one back} */
    RowChange inverse();

    /** How a change is named in SQL and on the wire. */
    enum Operation {
        INSERT,
        UPDATE,
        DELETE
    }

    /** The row came into being, with all its columns. */
    record Inserted(RowRef row, String audience, JsonObject forward) implements RowChange {
        @Override
        public Operation operation() {
            return Operation.INSERT;
        }

        @Override
        public JsonObject reverse() {
            return JsonValue.EMPTY_JSON_OBJECT;
        }

        @Override
        public RowChange inverse() {
            return new Deleted(row, audience, forward);
        }
    }

    /** Some columns of the row changed. A delivery brings the forward patch only. */
    record Updated(RowRef row, String audience, JsonObject forward, JsonObject reverse) implements RowChange {
        @Override
        public Operation operation() {
            return Operation.UPDATE;
        }

        @Override
        public RowChange inverse() {
            return new Updated(row, audience, reverse, forward);
        }
    }

    /** The row ceased to be; {@code reverse} is all that it held. */
    record Deleted(RowRef row, String audience, JsonObject reverse) implements RowChange {
        @Override
        public Operation operation() {
            return Operation.DELETE;
        }

        @Override
        public JsonObject forward() {
            return JsonValue.EMPTY_JSON_OBJECT;
        }

        @Override
        public RowChange inverse() {
            return new Inserted(row, audience, reverse);
        }
    }

    /** {@return the change that these stored columns say} */
    static RowChange of(Operation operation, RowRef row, String audience, JsonObject forward, JsonObject reverse) {
        return switch (operation) {
            case INSERT -> new Inserted(row, audience, forward);
            case UPDATE -> new Updated(row, audience, forward, reverse);
            case DELETE -> new Deleted(row, audience, reverse);
        };
    }
}
