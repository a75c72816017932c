package org.synchrotron.server.catchup;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
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
                .filter(VisibleOutcomes::turns)
                .flatMap(entry -> outcomes(entry).keySet().stream())
                .map(ActionId::new)
                .collect(Collectors.toSet());
        if (turned.isEmpty()) {
            return entries;
        }
        Set<String> visible = new HashSet<>();
        new RecordTable(sql)
                .find(turned)
                .forEach(each -> visible.add(each.record().id().value()));
        return entries.stream()
                .map(entry -> turns(entry) ? limited(entry, visible) : entry)
                .toList();
    }

    private static boolean turns(LogEntry entry) {
        return entry.record().isCorrection() && entry.record().args().containsKey(SystemTags.OUTCOMES);
    }

    private static JsonObject outcomes(LogEntry entry) {
        return entry.record().args().getJsonObject(SystemTags.OUTCOMES);
    }

    private static LogEntry limited(LogEntry entry, Set<String> visible) {
        JsonObjectBuilder outcomes = JsonText.object();
        outcomes(entry).forEach((id, outcome) -> {
            if (visible.contains(id)) {
                outcomes.add(id, outcome);
            }
        });
        ActionRecord record = entry.record();
        JsonObject args = JsonText.object(record.args())
                .add(SystemTags.OUTCOMES, outcomes)
                .build();
        ActionRecord limited = new ActionRecord(
                record.id(), record.tag(), record.author(), record.client(), record.clock(), args, record.createdAt());
        return new LogEntry(limited, entry.acceptance(), entry.effects());
    }
}
