package org.synchrotron.server.log;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementException;
import org.postgresql.util.PSQLException;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.UserId;

/** The table {@code synchrotron.withdrawals}. For the engine's role. */
public final class WithdrawalTable {

    /** The channel on which PostgreSQL notifies of new rows. */
    public static final String CHANNEL = "synchrotron_withdrawals";

    /** The SQLSTATE of what {@code synchrotron.withdraw} refuses. */
    private static final String REFUSED = "SY017";

    private static final String DUE = """
            select w.record_id, r.user_id, w.reason
            from synchrotron.withdrawals w join synchrotron.action_records r on r.id = w.record_id
            where w.withdrawn_at is null %s order by w.requested_at, w.record_id
            """;

    private static final String SOME_DUE = DUE.formatted("and w.record_id <> all (:without)") + " limit :limit";

    private static final String DUE_AMONG = DUE.formatted("and w.record_id = any (:ids)");

    private final Handle sql;

    public WithdrawalTable(Handle sql) {
        this.sql = sql;
    }

    /**
     * Asks for the withdrawal of these records, as {@code synchrotron.withdraw} does.
     *
     * @throws IllegalArgumentException if the log lacks one of them, one is no action, or the reason is empty or too long
     */
    public void request(Collection<ActionId> records, String reason) {
        try {
            sql.createQuery("select synchrotron.withdraw(id, :reason) from unnest(:ids) as id")
                    .bindArray("ids", UUID.class, RecordTable.uuids(records))
                    .bind("reason", reason)
                    .mapTo(Boolean.class)
                    .list();
        } catch (StatementException failure) {
            if (failure.getCause() instanceof PSQLException refusal
                    && REFUSED.equals(refusal.getSQLState())
                    && refusal.getServerErrorMessage() != null) {
                throw new IllegalArgumentException(
                        refusal.getServerErrorMessage().getMessage(), failure);
            }
            throw failure;
        }
    }

    /** {@return the first withdrawals that are not carried out yet, without those of some records} */
    public List<Withdrawal> due(int limit, Collection<ActionId> without) {
        return read(sql.createQuery(SOME_DUE)
                .bind("limit", limit)
                .bindArray("without", UUID.class, RecordTable.uuids(without)));
    }

    /** {@return those of these records whose withdrawal is not carried out yet} */
    public List<Withdrawal> due(Collection<ActionId> records) {
        return read(sql.createQuery(DUE_AMONG).bindArray("ids", UUID.class, RecordTable.uuids(records)));
    }

    private static List<Withdrawal> read(Query query) {
        return query.map((row, context) ->
                        new Withdrawal(new ActionId(row.getString(1)), new UserId(row.getString(2)), row.getString(3)))
                .list();
    }

    /** These are carried out. */
    public void done(Collection<ActionId> records) {
        sql.createUpdate("""
                        update synchrotron.withdrawals set withdrawn_at = clock_timestamp() where record_id = any (:ids)
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .execute();
    }
}
