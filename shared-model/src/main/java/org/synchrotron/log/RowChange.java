package org.synchrotron.log;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * One captured change of one row by one record. Patches hold portable JSON values by column name, without {@code audience_key};
 * JSON null means that the column is set to null. Immutable.
 */
public sealed interface RowChange {

    /** {@return the changed row} */
    RowRef row();

    /** {@return the audience of the row; it never changes for a row} */
    String audience();

    /** {@return the kind of the change} */
    Operation operation();

    /** {@return the columns that this change writes; empty for a deletion} */
    JsonObject forward();

    /** {@return what those columns held before; empty for an insertion, and in a delivery} */
    JsonObject reverse();

    /** {@return the change that undoes this one} */
    RowChange inverse();

    /** The kinds of changes; the names are the spelling in SQL and on the wire. */
    enum Operation {
        INSERT,
        UPDATE,
        DELETE
    }

    /** The row was inserted; {@code forward} holds all its columns. */
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

    /** Some columns of the row changed. In a delivery the reverse patch is empty. */
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

    /** The row was deleted; {@code reverse} holds all its columns. */
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

    /** {@return the change in these stored columns} */
    static RowChange of(Operation operation, RowRef row, String audience, JsonObject forward, JsonObject reverse) {
        return switch (operation) {
            case INSERT -> new Inserted(row, audience, forward);
            case UPDATE -> new Updated(row, audience, forward, reverse);
            case DELETE -> new Deleted(row, audience, reverse);
        };
    }
}
