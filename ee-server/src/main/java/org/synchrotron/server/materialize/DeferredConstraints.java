package org.synchrotron.server.materialize;

import org.jdbi.v3.core.Handle;

/**
 * The constraints of tracked tables that wait for the commit. At the end of a record they are due, so that a violation is that of this
 * record; for the next one they wait again.
 */
final class DeferredConstraints {

    /** By name: SQL has no way to say "as declared". */
    private static final String NAMES = """
            select string_agg(distinct format('%I.%I', n.nspname, c.conname), ', ')
            from synchrotron.tracked_tables t
                join pg_constraint c on c.conrelid = t.relation and c.condeferred
                join pg_namespace n on n.oid = c.connamespace
            """;

    private DeferredConstraints() {}

    /** {@return the SQL that checks them} In the engine's scope. */
    static String check(Handle sql) {
        String again = sql.createQuery(NAMES)
                .mapTo(String.class)
                .findOne()
                .map(names -> "; set constraints " + names + " deferred")
                .orElse("");
        return "set constraints all immediate" + again;
    }
}
