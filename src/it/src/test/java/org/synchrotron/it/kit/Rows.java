package org.synchrotron.it.kit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reads all tracked rows, in a form that is the same for PostgreSQL and SQLite. */
public final class Rows {

    /** Leaves out times, because the databases store them differently; the tests of capture cover them. */
    private static final String QUERY = """
            select cast(id as text) as id, audience_key, key as name, text, points,
                case when done then 'done' else 'open' end as state
            from todos
            union all
            select cast(id as text), audience_key, 'note', text, 0, 'note' from notes
            union all
            select cast(id as text), audience_key, 'member', user_id, 0, 'member' from memberships
            order by 1
            """;

    private Rows() {}

    /** {@return all rows, in the order of their ids} */
    public static List<Map<String, Object>> read(Handle sql) {
        return sql.createQuery(QUERY)
                .<Map<String, Object>>map((row, context) -> new TreeMap<>(Map.of(
                        "id", row.getString(1),
                        "audience", row.getString(2),
                        "name", row.getString(3),
                        "text", row.getString(4),
                        "points", row.getLong(5),
                        "state", row.getString(6))))
                .list();
    }
}
