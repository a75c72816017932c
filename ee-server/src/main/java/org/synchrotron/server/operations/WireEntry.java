package org.synchrotron.server.operations;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.WireRecord;
import org.synchrotron.protocol.WireRowChange;

/** A record and its row changes, with the field names of the protocol. */
public record WireEntry(WireRecord action, List<WireRowChange> modifiedRows) {

    static WireEntry of(LogEntry entry) {
        List<WireRowChange> changes = new ArrayList<>();
        for (RowChange change : entry.effects()) {
            changes.add(WireRowChange.of(entry.record().id(), changes.size(), change));
        }
        return new WireEntry(WireRecord.of(entry), changes);
    }
}
