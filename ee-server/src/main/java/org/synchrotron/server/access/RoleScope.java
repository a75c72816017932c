package org.synchrotron.server.access;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of code that run as somebody. Inside the block the transaction has that one's role and view; at its end, also after a failure,
 * the role and the settings are those from before. A transaction in no block works as the login role, which may do nothing. Only this
 * class and {@link RecordScope}, which is the same for the run of a record, set roles.
 *
 * <p>After an error of PostgreSQL the transaction takes no statement until it goes back to a savepoint, so nothing can be put back at the
 * end of the block. It need not be: the settings are part of the transaction, and a savepoint from before the block brings back those
 * from before. The failure is thrown as it is. A savepoint that is set inside a block must be left inside it: going back to it later would
 * bring the block's role back, too.
 */
public final class RoleScope {

    /** The role of the sync engine's own work. */
    public static final String ENGINE = "synchrotron_engine";

    private static final RoleSettings ENGINE_SETTINGS = new RoleSettings(ENGINE, "", "", "", "");

    /** What PostgreSQL answers to any statement once another one has failed. */
    private static final String ABORTED = "25P02";

    private RoleScope() {}

    /** {@return what the work gives} Inside, the transaction sees what the caller may see. */
    public static <T extends @Nullable Object> T as(Caller caller, Handle sql, Supplier<T> work) {
        return run(RoleSettings.of(caller), sql, work);
    }

    /** {@return what the work gives} Inside, the transaction does the engine's own work. */
    public static <T extends @Nullable Object> T asEngine(Handle sql, Supplier<T> work) {
        return run(ENGINE_SETTINGS, sql, work);
    }

    /** Makes a connection the engine's until it is closed: one outside the pool, which serves nobody else. */
    public static void dedicateToEngine(Handle sql) {
        sql.execute("set role " + ENGINE);
    }

    private static <T extends @Nullable Object> T run(RoleSettings settings, Handle sql, Supplier<T> work) {
        RoleSettings before = query(RoleSettings.EXCHANGE, settings, sql)
                .map((row, context) -> RoleSettings.read(row))
                .one();
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

    /** That the settings cannot be put back never hides why the work failed. */
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
        query(RoleSettings.CHANGE, before, sql).mapTo(String.class).one();
    }

    private static Query query(String text, RoleSettings settings, Handle sql) {
        Query query = sql.createQuery(text);
        List<String> values = settings.values();
        for (int i = 0; i < values.size(); i++) {
            query.bind(i, values.get(i));
        }
        return query;
    }
}
