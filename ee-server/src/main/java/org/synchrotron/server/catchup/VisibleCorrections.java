package org.synchrotron.server.catchup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.CorrectionArgs;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.SystemTags;
import org.synchrotron.server.log.RecordTable;

/**
 * Limits corrections to what a reader may see. A correction may name records of several users and change their outcomes; the
 * reader receives only the ids and outcomes of records that it may see. Thread-safe; a handle is not.
 */
public final class VisibleCorrections {

    private VisibleCorrections() {}

    /** {@return the entries; their corrections name only records that are visible in the handle's role} */
    public static List<LogEntry> only(List<LogEntry> entries, Handle sql) {
        Set<ActionId> named = new HashSet<>();
        entries.stream()
                .map(LogEntry::record)
                .filter(VisibleCorrections::names)
                .map(CorrectionArgs::of)
                .forEach(args -> {
                    named.addAll(args.corrected());
                    named.addAll(args.outcomes().keySet());
                });
        if (named.isEmpty()) {
            return entries;
        }
        Set<ActionId> visible = new RecordTable(sql)
                .find(named).stream().map(each -> each.record().id()).collect(Collectors.toSet());
        return visible.containsAll(named)
                ? entries
                : entries.stream().map(entry -> limited(entry, visible)).toList();
    }

    private static boolean names(ActionRecord record) {
        return record.isCorrection() && record.isReadable();
    }

    private static LogEntry limited(LogEntry entry, Set<ActionId> visible) {
        ActionRecord record = entry.record();
        if (!names(record)) {
            return entry;
        }
        CorrectionArgs args = CorrectionArgs.of(record);
        Map<ActionId, Outcome> outcomes = new HashMap<>(args.outcomes());
        outcomes.keySet().retainAll(visible);
        CorrectionArgs limited = new CorrectionArgs(
                args.corrected().stream().filter(visible::contains).toList(), args.basis(), outcomes);
        long timestamp = record.args().getJsonNumber(SystemTags.TIMESTAMP).longValue();
        ActionRecord shown = new ActionRecord(
                record.id(),
                record.tag(),
                record.author(),
                record.client(),
                record.clock(),
                limited.json(timestamp),
                record.createdAt());
        return new LogEntry(shown, entry.acceptance(), entry.effects());
    }
}
