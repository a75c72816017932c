package org.synchrotron.simulation.oracle;

import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a client's file holds of its user's work that is not in the log, by id. Corrections are nobody's work.
 *
 * @param pending what is to be uploaded
 * @param aside what is not, until the application says so
 */
public record Waiting(Map<String, Entry> pending, Map<String, Quarantined> aside) {

    /** Nothing. */
    public static final Waiting NONE = new Waiting(Map.of(), Map.of());

    private static final String REASONS = """
            select json_object('id', id, 'refused', refused_id, 'code', code, 'message', message)
            from synchrotron_quarantined_records join synchrotron_action_records on number = record_number""";

    /** {@return what waits in a file} */
    public static Waiting in(Connection file) {
        Map<String, Entry> waiting = LogReader.waitingInClient(file).stream()
                .filter(entry -> !entry.isCorrection())
                .collect(Collectors.toMap(Entry::id, Function.identity(), (a, b) -> b, TreeMap::new));
        Map<String, Quarantined> aside = new TreeMap<>();
        LogReader.texts(file, REASONS).stream().map(JsonTexts::object).forEach(why -> {
            String id = why.getString("id");
            Entry entry = waiting.remove(id);
            if (entry == null) {
                throw new IllegalStateException("quarantined is what the server has, or a correction: " + why);
            }
            aside.put(id, Quarantined.of(entry, why));
        });
        return new Waiting(waiting, aside);
    }

    /** {@return whether that record is here} */
    public boolean has(String id) {
        return pending.containsKey(id) || aside.containsKey(id);
    }
}
