package org.synchrotron.server.catchup;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.CorrectedOutcomes;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.SystemTags;
import org.synchrotron.server.log.RecordTable;

/**
 * A correction of the server may turn outcomes of several users' records; a reader gets those of the records that it may see.
 */
public final class VisibleOutcomes {

    private VisibleOutcomes() {}

    /** {@return the entries, with outcomes of visible records only} */
    public static List<LogEntry> only(List<LogEntry> entries, Handle sql) {
        Set<ActionId> turned = entries.stream()
                .flatMap(entry -> CorrectedOutcomes.of(entry.record()).keySet().stream())
                .collect(Collectors.toSet());
        if (turned.isEmpty()) {
            return entries;
        }
        Set<ActionId> visible = new RecordTable(sql)
                .find(turned).stream().map(each -> each.record().id()).collect(Collectors.toSet());
        return entries.stream().map(entry -> limited(entry, visible)).toList();
    }

    private static LogEntry limited(LogEntry entry, Set<ActionId> visible) {
        ActionRecord record = entry.record();
        Map<ActionId, Outcome> outcomes = CorrectedOutcomes.of(record);
        if (visible.containsAll(outcomes.keySet())) {
            return entry;
        }
        outcomes.keySet().retainAll(visible);
        JsonObject args = JsonText.object(record.args())
                .add(SystemTags.OUTCOMES, CorrectedOutcomes.json(outcomes))
                .build();
        ActionRecord limited = new ActionRecord(
                record.id(), record.tag(), record.author(), record.client(), record.clock(), args, record.createdAt());
        return new LogEntry(limited, entry.acceptance(), entry.effects());
    }
}
