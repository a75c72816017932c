package org.synchrotron.server.session;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Caller;

/** Adds further views to records before a reader passes them (rule 7). Thread-safe. */
@FunctionalInterface
public interface ReaderViews {

    /**
     * Makes the present audiences of the reader a further view of each of the records, in the transaction of the handle. It may wait for
     * the log's lock.
     *
     * @param records records by other users that the reader sees
     */
    void add(Caller reader, List<ActionId> records, Handle sql);
}
