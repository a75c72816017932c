package org.synchrotron.server.materialize;

import org.jdbi.v3.core.Handle;

/**
 * The deferred constraints of tracked tables. They are checked at the end of each record, so that a violation is attributed to
 * that record, and then deferred again for the next one.
 */
final class DeferredConstraints {

    /** The constraints are named, because SQL cannot reset them to "as declared". */
    private static final String NAMES = """
            select string_agg(distinct format('%I.%I', n.nspname, c.conname), ', ')
            from synchrotron.tracked_tables t
                join pg_constraint c on c.conrelid = t.relation and c.condeferred
                join pg_namespace n on n.oid = c.connamespace
            """;

    private DeferredConstraints() {}

    /** {@return the SQL that checks the constraints and defers them again} The transaction must be in the engine's scope. */
    static String check(Handle sql) {
        String again = sql.createQuery(NAMES)
                .mapTo(String.class)
                .findOne()
                .map(names -> "; set constraints " + names + " deferred")
                .orElse("");
        return "set constraints all immediate" + again;
    }
}
