package org.synchrotron.server.accept;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.FurtherViewTable;
import org.synchrotron.server.log.GrantTable;
import org.synchrotron.server.log.LogLock;

/**
 * Adds further views to records: the audiences of a user who is about to read past them (rule 7). The records run at their places, under
 * the view, too; if the tables change, the log gets a correction. Thread-safe.
 */
public final class FurtherViews {

    private final Reruns reruns;

    public FurtherViews(Reruns reruns) {
        this.reruns = reruns;
    }

    /**
     * Makes the present audiences of the reader a further view of each of these records, unless the reader has one already. In a
     * transaction that the caller begins and commits; it waits for the log's lock. After an exception the caller must roll it back.
     *
     * @param records records of the log by other users, visible to the reader
     */
    public void add(Caller reader, List<ActionId> records, Handle sql) {
        RoleScope.asEngine(sql, () -> {
            LogLock.takeGivingWay(sql);
            List<ActionId> due = new FurtherViewTable(sql).missing(records, reader.user());
            if (!due.isEmpty()) {
                new FurtherViewTable(sql).insert(due, new GrantTable(sql).present(reader));
                reruns.again(due, sql);
            }
            return due;
        });
    }
}
