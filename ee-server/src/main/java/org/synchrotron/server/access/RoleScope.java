package org.synchrotron.server.access;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Runs a block of code as a user or as the engine. Inside the block, the transaction has that role and view. At the end of the
 * block, also after a failure, the previous role and settings are restored. Outside of blocks, a transaction has the login role,
 * which has no rights. Only this class and {@link RecordScope}, its counterpart for the run of a record, set roles. Thread-safe;
 * a handle is not.
 *
 * <p>After an error, PostgreSQL refuses all statements of the transaction until it rolls back to a savepoint, so the settings
 * cannot be restored at the end of the block. They need not be: the settings are part of the transaction, and rolling back to a
 * savepoint from before the block restores them. The failure is thrown unchanged. Release a savepoint that is set inside a block
 * before the block ends: rolling back to it later would also restore the block's role.
 */
public final class RoleScope {

    /** The database role of the sync engine. */
    public static final String ENGINE = "synchrotron_engine";

    private static final RoleSettings ENGINE_SETTINGS = RoleSettings.ofEngine(ENGINE);

    /** PostgreSQL's SQLSTATE for every statement in a transaction after one has failed. */
    private static final String ABORTED = "25P02";

    private RoleScope() {}

    /** {@return the result of the work} Inside, the transaction has the caller's role and view. */
    public static <T extends @Nullable Object> T as(Caller caller, Handle sql, Supplier<T> work) {
        return run(RoleSettings.of(caller), sql, work);
    }

    /** {@return the result of the work} Inside, the transaction has the engine's role. */
    public static <T extends @Nullable Object> T asEngine(Handle sql, Supplier<T> work) {
        return run(ENGINE_SETTINGS, sql, work);
    }

    /**
     * Sets the engine's role on a connection until it is closed. Only for a connection outside the pool, which is used for
     * nothing else.
     */
    public static void dedicateToEngine(Handle sql) {
        sql.execute("set role " + ENGINE);
        sql.createQuery("select synchrotron.open_scope(?, true)")
                .bind(0, key(sql))
                .mapTo(String.class)
                .findOne();
    }

    /** {@return those of these roles that no longer exist, or that the login role may not take any more} */
    public static Set<String> lost(Collection<String> roles, Handle sql) {
        return sql.createQuery("""
                        select wanted.name from unnest(:roles) as wanted (name)
                        left join pg_catalog.pg_roles r on r.rolname = wanted.name
                        where r.oid is null or not pg_catalog.pg_has_role(session_user, r.oid, 'member')
                        """)
                .bindArray("roles", String.class, roles)
                .mapTo(String.class)
                .set();
    }

    private static <T extends @Nullable Object> T run(RoleSettings settings, Handle sql, Supplier<T> work) {
        RoleSettings before = exchange(settings, sql);
        T result;
        try {
            result = work.get();
        } catch (Throwable failure) {
            restoreAfter(failure, before, sql);
            throw failure;
        }
        restore(before, sql);
        return result;
    }

    private static RoleSettings exchange(RoleSettings settings, Handle sql) {
        try {
            return query(RoleSettings.EXCHANGE, settings.toProve(key(sql)), sql)
                    .map((row, context) -> RoleSettings.read(row))
                    .one();
        } catch (JdbiException e) {
            throw e.getCause() instanceof SQLException cause ? new ScopeFailed(cause) : e;
        }
    }

    /** If the settings cannot be restored, the failure of the work is still the one that is thrown. */
    private static void restoreAfter(Throwable failure, RoleSettings before, Handle sql) {
        try {
            restore(before, sql);
        } catch (RuntimeException | Error notRestored) {
            if (!isAborted(notRestored)) {
                failure.addSuppressed(notRestored);
            }
        }
    }

    private static boolean isAborted(Throwable failure) {
        return failure.getCause() instanceof SQLException cause && ABORTED.equals(cause.getSQLState());
    }

    private static void restore(RoleSettings before, Handle sql) {
        query(before.isNobody() ? RoleSettings.CLEAR : RoleSettings.CHANGE, before.found(), sql)
                .mapTo(String.class)
                .one();
    }

    private static String key(Handle sql) {
        return sql.getConfig(ScopeKey.class).value();
    }

    private static Query query(String text, List<String> values, Handle sql) {
        Query query = sql.createQuery(text);
        for (int i = 0; i < values.size(); i++) {
            query.bind(i, values.get(i));
        }
        return query;
    }
}
