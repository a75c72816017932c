package org.synchrotron.server.materialize;

import org.jdbi.v3.core.Handle;

/**
 * The SQL at the end of each record's run.
 *
 * @param constraints checks deferred constraints, so that a violation is attributed to that record, and defers them again for the
 *     next one
 * @param settling settles the captured changes, in the record's scope; empty if the application has no triggers
 */
record RecordEnd(String constraints, String settling) {

    private static final String CHECK = "set constraints all immediate";

    /** The constraints are named, because SQL cannot reset them to "as declared". */
    private static final String NAMES = """
            select string_agg(distinct format('%I.%I', n.nspname, c.conname), ', '), synchrotron.has_acting_triggers()
            from synchrotron.tracked_tables t
                join pg_constraint c on c.conrelid = t.relation and c.condeferred
                join pg_namespace n on n.oid = c.connamespace
            """;

    private static final String SETTLE = "; select synchrotron.settle_changes()";

    /** {@return the end of records in this transaction} The transaction must be in the engine's scope. */
    static RecordEnd of(Handle sql) {
        return sql.createQuery(NAMES)
                .map((row, context) -> new RecordEnd(
                        row.getString(1) == null
                                ? CHECK
                                : CHECK + "; set constraints " + row.getString(1) + " deferred",
                        row.getBoolean(2) ? SETTLE : ""))
                .one();
    }

    /** {@return the statements, in order} */
    String sql() {
        return constraints + settling;
    }
}
