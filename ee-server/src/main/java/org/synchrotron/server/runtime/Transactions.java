package org.synchrotron.server.runtime;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Transactions of the server's database, as the plain classes see them. Thread-safe. */
public interface Transactions {

    /**
     * {@return what the work gives} The work is in the caller's transaction, if there is one, and otherwise in one of its own, which is
     * committed then. If the work throws, the transaction is rolled back, and the exception goes on to the caller.
     *
     * @throws RuntimeException if the database cannot be reached, or a commit fails or is not heard of
     */
    <T> T transaction(Function<Handle, T> work);
}
