package org.synchrotron.client.store;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;

/**
 * The numbers of the log's records in this file: short and rising, so that the rows that belong to a record are appended. The last one is remembered
 * within its transaction, since most work is about one record. Not thread-safe.
 */
final class RecordNumbers {

    private static final String ONE = "SELECT number FROM synchrotron_action_records WHERE id = ?";

    /** Of a {@link #list}. */
    static final String SEVERAL =
            "SELECT number FROM synchrotron_action_records WHERE id IN (SELECT value FROM json_each(?))";

    private final PreparedStatements statements;
    private @Nullable ActionId last;
    private long number;

    RecordNumbers(PreparedStatements statements) {
        this.statements = statements;
    }

    /** @throws IllegalStateException if the record is not in the log */
    long of(ActionId record) {
        if (!record.equals(last)) {
            remember(
                    record,
                    statements
                            .first(ONE, query -> query.setString(1, record.value()), rows -> rows.getLong(1))
                            .orElseThrow(() -> new IllegalStateException("record " + record + " is not in the log")));
        }
        return number;
    }

    /** The record has this number until {@link #forget}. */
    void remember(ActionId record, long given) {
        last = record;
        number = given;
    }

    /** A transaction or an attempt has begun or was undone, or records are gone: other numbers may be given now. */
    void forget() {
        last = null;
    }

    /** {@return those of the records that are in the log} */
    List<Long> of(Collection<ActionId> records) {
        return statements.list(SEVERAL, query -> query.setString(1, list(records)), rows -> rows.getLong(1));
    }

    /** {@return the records' ids as a parameter for {@code json_each}} */
    static String list(Collection<ActionId> records) {
        return JsonText.of(records.stream().map(ActionId::value).toList());
    }
}
