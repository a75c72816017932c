package org.synchrotron.server.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.Grantee;

/**
 * Access to the table {@code further_views}: the users other than the author who have read past a record, each in the role and with the
 * audiences of that moment (rule 7). The transaction must be in the engine's scope. As thread-safe as its handle.
 */
public final class FurtherViewTable {

    private final Handle sql;

    public FurtherViewTable(Handle sql) {
        this.sql = sql;
    }

    /** {@return the visible records with these tags, of other users, that arrived after one ingest id, up to another one} */
    public List<ActionId> tagged(Collection<String> tags, UserId notOf, long after, long upTo) {
        return sql.createQuery("""
                        select id from synchrotron.action_records
                        where server_ingest_id > :after and server_ingest_id <= :up_to and _tag = any (:tags) and user_id <> :user
                        """)
                .bind("after", after)
                .bind("up_to", upTo)
                .bindArray("tags", String.class, tags)
                .bind("user", notOf.value())
                .map((row, context) -> new ActionId(row.getString("id")))
                .list();
    }

    /** {@return those of the records that are in the log, of which the user has no view} */
    public List<ActionId> missing(Collection<ActionId> records, UserId user) {
        return sql.createQuery("""
                        select wanted.id from unnest(:ids) as wanted (id)
                        where exists (select from synchrotron.action_records r where r.id = wanted.id) and not exists (
                            select from synchrotron.further_views v where v.record_id = wanted.id and v.user_id = :user)
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .bind("user", user.value())
                .map((row, context) -> new ActionId(row.getString("id")))
                .list();
    }

    /** Adds a view of each of the records, and its audiences to their footprints. */
    public void insert(Collection<ActionId> records, Grantee view) {
        sql.createUpdate("""
                        insert into synchrotron.further_views (record_id, user_id, user_role, grant_id)
                        select id, :user, :role, :grant from unnest(:ids) as wanted (id)
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .bind("user", view.caller().user().value())
                .bind("role", view.caller().role())
                .bind("grant", view.grant())
                .execute();
        sql.createUpdate("""
                        update synchrotron.action_records r
                        set footprint_id = synchrotron.footprint_of(
                            r.id, synchrotron.seen_set(r.id, f.read_set), synchrotron.seen_set(r.id, f.write_set),
                            r.named_rows is not null)
                        from synchrotron.footprints f where f.id = r.footprint_id and r.id = any (:ids)
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .execute();
    }

    /** {@return the views of the records, by record, in the order of the users} Records without a view are left out. */
    public Map<ActionId, List<Grantee>> of(Collection<ActionId> records) {
        Map<ActionId, List<Grantee>> views = new HashMap<>();
        sql.createQuery("""
                        select record_id, user_id, user_role, grant_id from synchrotron.further_views
                        where record_id = any (:ids) order by record_id, user_id
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> Map.entry(
                        new ActionId(row.getString("record_id")),
                        new Grantee(
                                new Caller(new UserId(row.getString("user_id")), row.getString("user_role")),
                                row.getLong("grant_id"))))
                .forEach(each -> views.computeIfAbsent(each.getKey(), id -> new ArrayList<>())
                        .add(each.getValue()));
        return views;
    }
}
