package org.synchrotron.server.accept;

import java.util.List;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.access.Caller;

/**
 * Records that a client asks to be taken into the log.
 *
 * @param caller whose token the session has
 * @param client which replica the session said it is
 * @param basis the ingest id up to which it had seen the log
 */
public record Upload(Caller caller, ClientId client, long basis, List<LogEntry> entries) {

    public Upload {
        entries = List.copyOf(entries);
    }

    List<ActionId> ids() {
        return entries.stream().map(entry -> entry.record().id()).toList();
    }
}
