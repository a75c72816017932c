package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.PortableJson;
import org.synchrotron.log.UserId;

/** The table {@code synchrotron.refused_records}. It keeps the latest ones of each user. As thread-safe as its handle. */
public final class RefusedTable {

    /** The most records of one user. */
    public static final int MOST = 1_000;

    /** The longest arguments, in characters, that are kept. */
    private static final int LONGEST_ARGS = 100_000;

    private static final String KEEP = """
            insert into synchrotron.refused_records as r (user_id, record_id, client_id, _tag, args, code, message)
            values (:user, :record, :client, :tag, :args::jsonb, :code, :message)
            on conflict (user_id, record_id) do update set
                client_id = excluded.client_id, _tag = excluded._tag, args = excluded.args, code = excluded.code,
                message = excluded.message, refused_at = excluded.refused_at, times = r.times + 1
            """;

    private static final String FORGET = """
            delete from synchrotron.refused_records where user_id = :user and refused_at <=
                (select refused_at from synchrotron.refused_records where user_id = :user
                 order by refused_at desc offset :most limit 1)
            """;

    private static final String LATEST = """
            select record_id, client_id, _tag, args, code, message, refused_at, times
            from synchrotron.refused_records order by refused_at desc, record_id limit :limit
            """;

    private final Handle sql;

    public RefusedTable(Handle sql) {
        this.sql = sql;
    }

    /** Keeps a record that the user uploaded and the server refused. For the engine's role. */
    public void keep(UserId user, ActionRecord record, String code, String message) {
        sql.createUpdate(KEEP)
                .bind("user", user.value())
                .bind("record", record.id().uuid())
                .bind("client", record.client().value())
                .bind("tag", record.tag())
                .bind("args", args(record))
                .bind("code", code)
                .bind("message", message)
                .execute();
        sql.createUpdate(FORGET).bind("user", user.value()).bind("most", MOST).execute();
    }

    /** Deletes those that were refused before. For the engine's role. */
    public void forget(Instant before) {
        sql.createUpdate("delete from synchrotron.refused_records where refused_at < :before")
                .bind("before", SqlTime.of(before))
                .execute();
    }

    private static @Nullable String args(ActionRecord record) {
        if (PortableJson.unportablePart(record.args()).isPresent()) {
            return null;
        }
        String text = JsonText.of(record.args());
        return text.length() > LONGEST_ARGS ? null : text;
    }

    /** {@return those that the present role may see, the latest first} Users see their own. */
    public List<RefusedRecord> latest(int limit) {
        return sql.createQuery(LATEST)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    private static RefusedRecord read(ResultSet row) throws SQLException {
        String args = row.getString("args");
        return new RefusedRecord(
                row.getString("record_id"),
                row.getString("client_id"),
                row.getString("_tag"),
                args == null ? null : JsonText.read(args),
                row.getString("code"),
                row.getString("message"),
                SqlTime.instant(row, "refused_at"),
                row.getLong("times"));
    }
}
