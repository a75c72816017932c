package org.synchrotron.protocol;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

/** Log entries in upstream's form: a list of records and a list of row changes; each change names its record. */
public record WireBatch(List<WireRecord> actions, List<WireRowChange> modifiedRows) {

    @Override
    public int hashCode() {
        return 31 * actions.size() + modifiedRows.size();
    }

    static WireBatch of(List<LogEntry> entries) {
        List<WireRecord> actions = new ArrayList<>(entries.size());
        List<WireRowChange> changes = new ArrayList<>();
        for (LogEntry entry : entries) {
            actions.add(WireRecord.of(entry));
            int sequence = 0;
            for (RowChange change : entry.effects()) {
                changes.add(WireRowChange.of(entry.record().id(), sequence++, change));
            }
        }
        return new WireBatch(actions, changes);
    }
}
