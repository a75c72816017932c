package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.StoredArgs;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.AudienceSets;

/**
 * Access to the table {@code action_records}, in the role of the transaction. A record with arguments that cannot be read has a
 * placeholder for them, see {@link StoredArgs}. As thread-safe as its handle.
 */
public final class RecordTable {

    /**
     * The most by which a clock counter may exceed the highest in the log: more records than a device creates between two uploads, and a
     * small part of 2^53. The log's index of high counters starts there.
     */
    public static final long LONGEST_LEAP = 1L << 20;

    static final String COLUMNS = """
            id, _tag, user_id, user_role, grant_id, client_id, clock_time_ms, clock_counter, args, created_at,
            server_ingest_id, server_ingested_at, outcome, outcome_code, outcome_message
            """;

    private static final String INSERT = """
            insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, user_role, grant_id, named_rows, footprint_id,
                client_id, clock_time_ms, clock_counter, clock, args, created_at, server_ingested_at, outcome, outcome_code, outcome_message)
            values (:id, :ingest, :tag, :user, :role, :grant, :rows::bigint[], synchrotron.footprint_of(:id, :reads, :writes, :names),
                :client, :time, :counter, :clock::jsonb, :args::jsonb, :created, :ingested, :outcome, :code, :message)
            """;

    private static final String HEAD =
            """
            select synchrotron.head() as head, latest.*, floor.*
            from (values (1)) as one left join lateral (
                select %s from synchrotron.action_records order by %s limit 1) as latest on true
            left join (select %s from synchrotron.floor) as floor on true
            """.formatted(ReplayKey.SQL_COLUMNS, ReplayKey.SQL_LATEST_FIRST, ReplayKey.sqlColumnsAs("floor_"));

    private static final String HIGHEST_COUNTER = """
            select greatest(
                (select max(clock_counter) from synchrotron.action_records where clock_counter > %1$s),
                (select highest_counter from synchrotron.floor where highest_counter > %1$s), 0)
            """.formatted(LONGEST_LEAP);

    private final Handle sql;

    public RecordTable(Handle sql) {
        this.sql = sql;
    }

    /** {@return the head of the log} */
    public LogHead head() {
        return sql.createQuery(HEAD)
                .map((row, context) -> new LogHead(
                        row.getLong("head"), ReplayKeySql.readOrNull(row, ""), ReplayKeySql.readOrNull(row, "floor_")))
                .one();
    }

    /** {@return the greatest ingest id, whether the current role may see that record or not; 0 if the log is empty} */
    public long lastIngestId() {
        return sql.createQuery("select synchrotron.head()").mapTo(Long.class).one();
    }

    /** {@return the highest counter of all clocks, if it is above {@link #LONGEST_LEAP}; otherwise 0} */
    public long highestCounter() {
        return sql.createQuery(HIGHEST_COUNTER).mapTo(Long.class).one();
    }

    /** {@return the records with these ids that are in the log and visible to the current role} */
    public List<LoggedRecord> find(Collection<ActionId> ids) {
        return sql.createQuery("select " + COLUMNS + " from synchrotron.action_records where id = any (:ids)")
                .bindArray("ids", UUID.class, uuids(ids))
                .map((row, context) -> read(row))
                .list();
    }

    /** {@return the records that arrived after {@code cursor}, up to {@code head}, in order of arrival} */
    public List<ArrivedRecord> arrived(long cursor, long head, int limit) {
        return sql.createQuery("select " + COLUMNS + """
                        , coalesce(transaction_id::text, id::text) as brought_by from synchrotron.action_records
                        where server_ingest_id > :cursor and server_ingest_id <= :head
                        order by server_ingest_id limit :limit
                        """)
                .bind("cursor", cursor)
                .bind("head", head)
                .bind("limit", limit)
                .map((row, context) -> new ArrivedRecord(
                        read(row),
                        row.getString("brought_by"),
                        row.getString("args").length()))
                .list();
    }

    /** {@return whether the current role may see a record that arrived after {@code basis}, or such a record was removed} */
    public boolean hasNews(long basis) {
        return sql.createQuery("""
                        select synchrotron.rows_before() > :basis
                            or exists (select from synchrotron.action_records where server_ingest_id > :basis)
                        """).bind("basis", basis).mapTo(Boolean.class).one();
    }

    /**
     * Adds records to the log.
     *
     * @param audiences the audiences of the runs of each record; a record without them never runs
     * @param rows the rows of these audiences that the records name, by record; the others name none
     */
    public void insert(
            Collection<LoggedRecord> records, Map<ActionId, AudienceSets> audiences, Map<ActionId, RowKeys> rows) {
        PreparedBatch batch = sql.prepareBatch(INSERT);
        records.forEach(each -> {
            ActionId id = each.record().id();
            RowKeys named = rows.get(id);
            batch.bind("names", named != null).bind("rows", named == null ? null : text(named));
            bind(batch, each, audiences.get(id)).add();
        });
        batch.execute();
        new FootprintTable(sql).noteRows(rows.keySet());
    }

    /** An array as PostgreSQL reads it: some records of a batch have one, others have none. */
    private static String text(RowKeys rows) {
        return rows.keys().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Stores new outcomes of records, after the history before them changed. */
    public void changeOutcomes(Map<ActionId, Outcome> outcomes) {
        PreparedBatch batch = sql.prepareBatch("""
                update synchrotron.action_records
                set outcome = :outcome, outcome_code = :code, outcome_message = :message where id = :id
                """);
        outcomes.forEach(
                (id, outcome) -> bind(batch.bind("id", id.uuid()), outcome).add());
        batch.execute();
    }

    /** Stores new grants of records, after they have founded audiences. Their footprints are their grants and further views. */
    public void changeGrants(Map<ActionId, Long> grants) {
        if (!grants.isEmpty()) {
            PreparedBatch batch = sql.prepareBatch("""
                            update synchrotron.action_records
                            set grant_id = :grant, footprint_id = synchrotron.footprint_of(
                                id, synchrotron.seen_set(id, :grant), synchrotron.seen_set(id, :grant), named_rows is not null)
                            where id = :id
                            """);
            grants.forEach((id, grant) ->
                    batch.bind("id", id.uuid()).bind("grant", grant).add());
            batch.execute();
        }
    }

    /** Stores which records' outcomes a correction changed: users who may see one of these records may see the correction. */
    public void noteOutcomeChanges(ActionId correction, Collection<ActionId> changed) {
        if (!changed.isEmpty()) {
            sql.createUpdate("""
                            insert into synchrotron.outcome_changes (correction_id, record_id, user_id)
                            select :correction, id, user_id from synchrotron.action_records where id = any (:ids)
                            """)
                    .bind("correction", correction.uuid())
                    .bindArray("ids", UUID.class, uuids(changed))
                    .execute();
        }
    }

    private static PreparedBatch bind(PreparedBatch batch, LoggedRecord logged, @Nullable AudienceSets audiences) {
        ActionRecord record = logged.record();
        batch.bind("id", record.id().uuid())
                .bind("ingest", logged.acceptance().ingestId())
                .bind("tag", record.tag())
                .bind("user", record.author().value())
                .bind("role", logged.role())
                .bind("grant", logged.grant())
                .bind("reads", audiences == null ? null : audiences.reads())
                .bind("writes", audiences == null ? null : audiences.writes())
                .bind("client", record.client().value())
                .bind("time", record.clock().timeMs())
                .bind("counter", record.clock().counter())
                .bind("clock", record.clockJson())
                .bind("args", JsonText.of(record.args()))
                .bind("created", SqlTime.of(record.createdAt()))
                .bind("ingested", SqlTime.of(logged.acceptance().ingestedAt()));
        return bind(batch, logged.acceptance().outcome());
    }

    private static PreparedBatch bind(PreparedBatch batch, Outcome outcome) {
        Outcome.Rejection reason = outcome.reason();
        return batch.bind("outcome", outcome.kind().text())
                .bind("code", reason == null ? null : reason.code())
                .bind("message", reason == null ? null : reason.message());
    }

    static List<UUID> uuids(Collection<ActionId> ids) {
        return ids.stream().map(ActionId::uuid).collect(Collectors.toList());
    }

    static LoggedRecord read(ResultSet row) throws SQLException {
        HybridTimestamp clock = ReplayKeySql.clock(row);
        String tag = row.getString("_tag");
        ActionRecord record = new ActionRecord(
                new ActionId(row.getString("id")),
                tag,
                new UserId(row.getString("user_id")),
                new ClientId(row.getString("client_id")),
                clock,
                StoredArgs.read(row.getString("args"), tag, clock),
                SqlTime.instant(row, "created_at"));
        Acceptance acceptance = new Acceptance(
                row.getLong("server_ingest_id"), SqlTime.instant(row, "server_ingested_at"), outcome(row));
        return new LoggedRecord(record, row.getString("user_role"), row.getObject("grant_id", Long.class), acceptance);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return Outcome.of(row.getString("outcome"), row.getString("outcome_code"), row.getString("outcome_message"));
    }
}
