package org.synchrotron.server.accept;

import java.util.List;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.access.Caller;

/**
 * Records that a client asks the server to accept into the log. Immutable.
 *
 * @param caller the user of the session's token
 * @param client the replica that the session's hello named
 * @param basis the ingest id up to which the client had seen the log
 */
public record Upload(Caller caller, ClientId client, long basis, List<LogEntry> entries) {

    public Upload {
        entries = List.copyOf(entries);
    }

    /** {@return an upload of these of its records} */
    Upload with(List<LogEntry> some) {
        return new Upload(caller, client, basis, some);
    }

    List<ActionId> ids() {
        return entries.stream().map(entry -> entry.record().id()).toList();
    }
}
