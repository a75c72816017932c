package org.synchrotron.server.materialize;

import org.jdbi.v3.core.Handle;

/**
 * The SQL at the end of each record's run. It checks deferred constraints, so that a violation is attributed to that record, and
 * defers them again for the next one. If the application has triggers, it settles the captured changes.
 */
final class RecordEnd {

    /** The constraints are named, because SQL cannot reset them to "as declared". */
    private static final String NAMES = """
            select string_agg(distinct format('%I.%I', n.nspname, c.conname), ', '), synchrotron.has_acting_triggers()
            from synchrotron.tracked_tables t
                join pg_constraint c on c.conrelid = t.relation and c.condeferred
                join pg_namespace n on n.oid = c.connamespace
            """;

    private static final String SETTLE =
            "; select synchrotron.settle_changes(current_setting('synchrotron.record_id')::uuid)";

    private RecordEnd() {}

    /** {@return the SQL, of several statements} The transaction must be in the engine's scope. */
    static String sql(Handle sql) {
        return sql.createQuery(NAMES)
                .map((row, context) -> "set constraints all immediate"
                        + (row.getBoolean(2) ? SETTLE : "")
                        + (row.getString(1) == null ? "" : "; set constraints " + row.getString(1) + " deferred"))
                .one();
    }
}
