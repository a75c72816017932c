package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;

/** Converts replay keys to and from SQL parameters and columns. */
final class ReplayKeySql {

    /** The parameters for a comparison with {@link ReplayKey#SQL_COLUMNS}. */
    static final String VALUES = "(:key_time, :key_counter, :key_client, :key_id)";

    private ReplayKeySql() {}

    /** {@return the query with the parameters of {@link #VALUES} bound} */
    static Query bind(Query query, ReplayKey key) {
        return query.bind("key_time", key.clock().timeMs())
                .bind("key_counter", key.clock().counter())
                .bind("key_client", key.client().value())
                .bind("key_id", key.id().uuid());
    }

    static ReplayKey read(ResultSet row) throws SQLException {
        return read(row, "");
    }

    /** {@return the key in the columns with this prefix; null if they are null} */
    static @Nullable ReplayKey readOrNull(ResultSet row, String prefix) throws SQLException {
        return row.getString(prefix + "id") == null ? null : read(row, prefix);
    }

    private static ReplayKey read(ResultSet row, String prefix) throws SQLException {
        return new ReplayKey(
                clock(row, prefix),
                new ClientId(row.getString(prefix + "client_id")),
                new ActionId(row.getString(prefix + "id")));
    }

    static HybridTimestamp clock(ResultSet row) throws SQLException {
        return clock(row, "");
    }

    private static HybridTimestamp clock(ResultSet row, String prefix) throws SQLException {
        return new HybridTimestamp(row.getLong(prefix + "clock_time_ms"), row.getLong(prefix + "clock_counter"));
    }
}
