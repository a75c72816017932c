package org.synchrotron.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

/** Log entries in upstream's form: a list of records and a list of row changes; each change names its record. */
record WireBatch(List<WireRecord> actions, List<WireRowChange> changes) {

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

    /** @throws MalformedMessage if a change belongs to a record that is not in the batch */
    List<LogEntry> entries() {
        Map<String, List<WireRowChange>> byRecord = new HashMap<>();
        actions.forEach(action -> byRecord.put(action.id(), new ArrayList<>()));
        for (WireRowChange change : changes) {
            List<WireRowChange> siblings = byRecord.get(change.actionRecordId());
            if (siblings == null) {
                throw new MalformedMessage("row change " + change.sequence() + " belongs to " + change.actionRecordId()
                        + ", which is not in the message");
            }
            siblings.add(change);
        }
        return actions.stream()
                .map(action -> action.entry(effects(byRecord.getOrDefault(action.id(), List.of()))))
                .toList();
    }

    private static List<RowChange> effects(List<WireRowChange> changes) {
        return changes.stream()
                .sorted(Comparator.comparingInt(WireRowChange::sequence))
                .map(WireRowChange::change)
                .toList();
    }
}
