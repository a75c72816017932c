package org.synchrotron.server.log;

import java.util.List;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.Caller;

/**
 * A record of the log without its row changes. Immutable.
 *
 * @param role the database role in which its logic runs
 */
public record LoggedRecord(ActionRecord record, String role, Acceptance acceptance) {

    /** {@return the author, in the role of the time of its acceptance} */
    public Caller author() {
        return new Caller(record.author(), role);
    }

    /** {@return the record with these row changes} */
    public LogEntry with(List<RowChange> effects) {
        return new LogEntry(record, acceptance, effects);
    }
}
