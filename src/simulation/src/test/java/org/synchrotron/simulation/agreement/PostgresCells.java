package org.synchrotron.simulation.agreement;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.RowStates;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.DivergenceTable;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.log.RowHistory;
import org.synchrotron.simulation.server.Postgres;

/** The table {@code cells} in PostgreSQL. Each question is a transaction that is rolled back. */
final class PostgresCells implements AutoCloseable {

    private static final String CREATE = """
            create table cells (id text primary key, audience_key text not null, price numeric, ratio double precision,
                number bigint, done boolean, text text, data jsonb, plain json);
            select synchrotron.track('cells')""";

    private static final Map<String, String> TYPES = Map.of(
            "price", "numeric",
            "ratio", "double precision",
            "number", "bigint",
            "done", "boolean",
            "text", "text",
            "data", "jsonb",
            "plain", "json");

    private static final ActionId FIRST = new ActionId("00000000-0000-0000-0000-000000000001");
    private static final ActionId SECOND = new ActionId("00000000-0000-0000-0000-000000000002");

    private final Postgres postgres = Postgres.start();
    private final Connection connection = postgres.superuser();
    private final Handle sql;

    PostgresCells() throws SQLException {
        postgres.execute(CREATE);
        connection.setAutoCommit(false);
        sql = PostgresSql.open(connection, Postgres.KEY);
    }

    /** {@return what the trigger captures where a cell that holds the one is given the other} */
    List<RowChange> captured(String column, @Nullable String one, @Nullable String other) throws SQLException {
        try {
            record(FIRST);
            insert(column, one);
            record(SECOND);
            sql.createUpdate("update cells set " + column + " = cast(? as " + TYPES.get(column) + ")")
                    .bind(0, other)
                    .execute();
            return new AppliedChanges(sql).of(List.of(SECOND)).getOrDefault(SECOND, List.of());
        } finally {
            connection.rollback();
        }
    }

    /** {@return the row that holds it, as the server compares rows with the log} */
    RowStates row(RowRef row, String column, @Nullable String value) throws SQLException {
        try {
            record(FIRST);
            insert(column, value);
            return new RowHistory(sql).present(List.of(row));
        } finally {
            connection.rollback();
        }
    }

    /** {@return whether the log's known effect is what the record did} */
    boolean agree(RowChange known, RowChange applied) throws SQLException {
        try {
            sql.execute("""
                    insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, grant_id, client_id, clock_time_ms,
                        clock_counter, clock, args, created_at, outcome)
                    values (?, 1, 'any', 'ann', synchrotron.audience_set('{}'), 'ann-1', 1, 1, '{}', '{}', now(), 'applied')""", FIRST.uuid());
            new EffectTable(sql).insert(FIRST, 1, List.of(known));
            JsonObject forward = applied.forward();
            sql.execute(
                    """
                    insert into synchrotron.applied_changes (action_record_id, table_name, row_id, audience_key, operation,
                        forward_patches, reverse_patches)
                    values (?, ?, ?, ?, ?, cast(? as jsonb), '{}')""",
                    FIRST.uuid(),
                    applied.row().table(),
                    applied.row().id(),
                    applied.audience(),
                    applied.operation().name(),
                    forward.toString());
            return new DivergenceTable(sql).among(List.of(FIRST)).isEmpty();
        } finally {
            connection.rollback();
        }
    }

    private void record(ActionId id) {
        sql.execute(
                "select set_config('synchrotron.capture_mode', 'record', true), set_config('synchrotron.record_id', ?, true),"
                        + " synchrotron.open_scope(?)",
                id.value(),
                Postgres.KEY);
    }

    private void insert(String column, @Nullable String value) {
        sql.createUpdate("insert into cells (id, audience_key, " + column + ") values ('c', 'a', cast(? as "
                        + TYPES.get(column) + "))")
                .bind(0, value)
                .execute();
    }

    @Override
    public void close() {
        sql.close();
        postgres.close();
    }
}
