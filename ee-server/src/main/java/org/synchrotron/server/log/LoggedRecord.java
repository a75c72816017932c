package org.synchrotron.server.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.Grantee;

/**
 * A record of the log without its row changes. Immutable.
 *
 * @param role the database role in which its logic runs
 * @param grant the id of the grant under which its logic runs; null for the server's own corrections, which never run
 */
public record LoggedRecord(
        ActionRecord record, String role, @Nullable Long grant, Acceptance acceptance) {

    /**
     * {@return the author, in the role and with the grant of the time of its acceptance}
     *
     * @throws IllegalStateException if it is a correction of the server's own
     */
    public Grantee author() {
        if (grant == null) {
            throw new IllegalStateException("record " + record.id() + " has no grant: it is the server's own");
        }
        return new Grantee(new Caller(record.author(), role), grant);
    }

    /** {@return whether the record is a no-op at present} */
    public boolean isNoOp() {
        return acceptance.outcome().isNoOp();
    }

    /** {@return the record with these row changes} */
    public LogEntry with(List<RowChange> effects) {
        return new LogEntry(record, acceptance, effects);
    }
}
