package org.synchrotron.server.runtime;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The port through which the plain classes use transactions of the server's database. Thread-safe. */
public interface Transactions {

    /**
     * {@return the result of the work} The work runs in the caller's transaction if there is one, otherwise in one of its own,
     * which is committed at the end. If the work throws, the transaction is rolled back, and the caller receives the exception.
     *
     * @throws RuntimeException if the database cannot be reached, or the commit fails or its result is not known
     */
    <T> T transaction(Function<Handle, T> work);

    /**
     * {@return the result of the work} The work runs in a transaction of its own, which only reads: all of it from one snapshot, whatever
     * others commit meanwhile. The snapshot lasts as long as the work.
     *
     * @throws RuntimeException if the database cannot be reached, or the work writes
     */
    default <T> T snapshot(Function<Handle, T> work) {
        return transaction(sql -> {
            beginSnapshot(sql);
            return work.apply(sql);
        });
    }

    /** Makes the transaction a snapshot. To be called before any other statement of it. */
    static void beginSnapshot(Handle sql) {
        sql.execute("set transaction isolation level repeatable read, read only");
    }
}
