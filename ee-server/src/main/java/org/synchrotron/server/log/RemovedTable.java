package org.synchrotron.server.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/**
 * The table {@code removed_records}: what stays of the records that were removed from the log. The transaction must be in the engine's scope.
 * As thread-safe as its handle.
 */
public final class RemovedTable {

    private final Handle sql;

    public RemovedTable(Handle sql) {
        this.sql = sql;
    }

    /** {@return those of the records that were removed} */
    public List<RemovedRecord> find(Collection<ActionId> ids) {
        return sql.createQuery("""
                        select id, user_id, content, outcome, outcome_code, outcome_message from synchrotron.removed_records
                        where id = any (:ids)
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(ids))
                .map((row, context) -> new RemovedRecord(
                        new ActionId(row.getString("id")),
                        new UserId(row.getString("user_id")),
                        row.getString("content"),
                        Outcome.of(
                                row.getString("outcome"),
                                row.getString("outcome_code"),
                                row.getString("outcome_message"))))
                .list();
    }

    /**
     * Removes these records from the log, which are its beginning, and raises the floor to the last of them.
     *
     * @param records at least one, in replay order
     */
    public void remove(List<LoggedRecord> records) {
        List<ActionId> ids = records.stream().map(each -> each.record().id()).toList();
        List<@Nullable String> contents = new ArrayList<>();
        records.forEach(each -> contents.add(content(each.record())));
        sql.createQuery("select synchrotron.remove_records(:ids, :contents)::text")
                .bindArray("ids", UUID.class, RecordTable.uuids(ids))
                .bindArray("contents", String.class, contents)
                .mapTo(String.class)
                .one();
    }

    private static @Nullable String content(ActionRecord record) {
        return record.isReadable() ? record.contentDigest() : null;
    }
}
