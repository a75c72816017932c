package org.synchrotron.server.announce;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Finds the users who may see new records. It reads under the engine's role, because it reads for other users. Thread-safe; a
 * handle is not.
 */
public final class Audience {

    /** The readers among the {@code :open} users of what arrived after {@code :after} and up to {@code :head}. */
    static final String READERS = """
            with fresh as (
                select id, user_id from synchrotron.action_records
                where server_ingest_id > :after and server_ingest_id <= :head
            ), changed as (
                select record_id, user_id from synchrotron.outcome_changes where correction_id in (select id from fresh)
            ), audiences as (
                select distinct audience_key from synchrotron.action_modified_rows
                where action_record_id in (select id from fresh union select record_id from changed)
            )
            select user_id from synchrotron.memberships
            where user_id = any (:open) and audience_key in (select audience_key from audiences)
            union
            select user_id from fresh where user_id = any (:open)
            union
            select user_id from changed where user_id = any (:open)
            """;

    private Audience() {}

    /**
     * {@return those of the open users who may see a record that arrived after one ingest id and up to another, or whose outcome
     * such a record changed}
     *
     * @param open the users with an open session
     */
    public static List<String> of(long after, long head, List<String> open, Handle sql) {
        return sql.createQuery(READERS)
                .bind("after", after)
                .bind("head", head)
                .bindArray("open", String.class, open)
                .mapTo(String.class)
                .list();
    }
}
