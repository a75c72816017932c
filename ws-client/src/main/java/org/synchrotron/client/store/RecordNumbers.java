package org.synchrotron.client.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;

/** What this file calls the records of its log: short numbers that rise, so that what belongs to a record is appended. */
final class RecordNumbers {

    private static final String ONE = "SELECT number FROM synchrotron_action_records WHERE id = ?";

    /** Of a {@link #list}. */
    static final String SEVERAL =
            "SELECT number FROM synchrotron_action_records WHERE id IN (SELECT value FROM json_each(?))";

    private final Database database;

    RecordNumbers(Database database) {
        this.database = database;
    }

    /** @throws IllegalStateException if the record is not in the log */
    long of(ActionId record) throws SQLException {
        PreparedStatement query = database.prepared(ONE);
        query.setString(1, record.value());
        try (ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("record " + record + " is not in the log");
            }
            return rows.getLong(1);
        }
    }

    /** {@return those of the records that are in the log} */
    List<Long> of(Collection<ActionId> records) throws SQLException {
        PreparedStatement query = database.prepared(SEVERAL);
        query.setString(1, list(records));
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    /** {@return the records' ids as a parameter for {@code json_each}} */
    static String list(Collection<ActionId> records) {
        return JsonText.of(records.stream().map(ActionId::value).toList());
    }
}
