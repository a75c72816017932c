package org.synchrotron.server.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.WireRecord;
import org.synchrotron.protocol.WireRowChange;

/** The JSON form of a record and its row changes, with the field names of the protocol. Immutable. */
public record WireEntry(WireRecord action, List<WireRowChange> modifiedRows) {

    static WireEntry of(LogEntry entry, Predicate<RowChange> wanted) {
        List<WireRowChange> changes = new ArrayList<>();
        int sequence = 0;
        for (RowChange change : entry.effects()) {
            if (wanted.test(change)) {
                changes.add(WireRowChange.of(entry.record().id(), sequence, change));
            }
            sequence++;
        }
        return new WireEntry(WireRecord.of(entry), changes);
    }
}
