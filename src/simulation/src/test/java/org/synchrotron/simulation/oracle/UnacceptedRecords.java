package org.synchrotron.simulation.oracle;

import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The base records in a client's file that the server has not accepted, by id.
 *
 * @param pending the records that the client will upload
 * @param quarantined the records that it will not upload until the application retries them
 */
public record UnacceptedRecords(Map<String, Entry> pending, Map<String, QuarantinedEntry> quarantined) {

    /** No records. */
    public static final UnacceptedRecords NONE = new UnacceptedRecords(Map.of(), Map.of());

    private static final String REASONS = """
            select json_object('id', id, 'refused', refused_id, 'code', code, 'message', message)
            from synchrotron_quarantined_records join synchrotron_action_records on number = record_number""";

    /** {@return the unaccepted records in a file} */
    public static UnacceptedRecords in(Connection file) {
        Map<String, Entry> pending = LogReader.unacceptedOfClient(file).stream()
                .filter(entry -> !entry.isCorrection())
                .collect(Collectors.toMap(Entry::id, Function.identity(), (a, b) -> b, TreeMap::new));
        Map<String, QuarantinedEntry> quarantined = new TreeMap<>();
        LogReader.texts(file, REASONS).stream().map(JsonTexts::object).forEach(reason -> {
            String id = reason.getString("id");
            Entry entry = pending.remove(id);
            if (entry == null) {
                throw new IllegalStateException("quarantined, but accepted or a correction: " + reason);
            }
            quarantined.put(id, QuarantinedEntry.of(entry, reason));
        });
        return new UnacceptedRecords(pending, quarantined);
    }

    /** {@return whether this record is pending or quarantined} */
    public boolean has(String id) {
        return pending.containsKey(id) || quarantined.containsKey(id);
    }
}
