package org.synchrotron.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowChange.Operation;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

/** Reads log entries in upstream's form: a list of records and a list of row changes; each change names its record. */
final class WireEntries {

    private record Placed(int sequence, RowChange change) {}

    private WireEntries() {}

    /**
     * {@return the entries}
     *
     * @throws MalformedMessage if a field is not what it should be, or a change belongs to a record that is not in the message
     */
    static List<LogEntry> read(List<WireObject> actions, List<WireObject> changes) {
        Map<String, List<Placed>> byRecord = new HashMap<>();
        actions.forEach(action -> byRecord.put(action.text("id"), new ArrayList<>()));
        for (WireObject change : changes) {
            List<Placed> siblings = byRecord.get(change.text("action_record_id"));
            if (siblings == null) {
                throw change.malformed("action_record_id", "names a record that is not in the message");
            }
            siblings.add(new Placed(change.smallCount("sequence"), change(change)));
        }
        return actions.stream()
                .map(action -> new LogEntry(
                        record(action),
                        acceptance(action),
                        inOrder(byRecord.getOrDefault(action.text("id"), List.of()))))
                .toList();
    }

    private static List<RowChange> inOrder(List<Placed> changes) {
        changes.sort(Comparator.comparingInt(Placed::sequence));
        return changes.stream().map(Placed::change).toList();
    }

    private static ActionRecord record(WireObject action) {
        JsonObject args = action.object("args");
        if (!args.containsKey(SystemTags.TIMESTAMP)) {
            throw action.malformed("args." + SystemTags.TIMESTAMP, "is missing");
        }
        return new ActionRecord(
                action.text("id", ActionId::new),
                action.text("_tag", WireEntries::tag),
                action.text("user_id", UserId::new),
                action.text("client_id", ClientId::new),
                new HybridTimestamp(action.count("clock_time_ms"), action.count("clock_counter")),
                args,
                action.time("created_at"));
    }

    private static String tag(String tag) {
        if (tag.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return tag;
    }

    private static @Nullable Acceptance acceptance(WireObject action) {
        if (action.optionalCount("server_ingest_id") == null
                || action.optionalText("server_ingested_at") == null
                || action.optionalText("outcome") == null) {
            return null;
        }
        return new Acceptance(ingestId(action), action.time("server_ingested_at"), outcome(action, "outcome_"));
    }

    /** {@return the ingest id, which must be there} */
    static long ingestId(WireObject record) {
        long ingestId = record.count("server_ingest_id");
        if (ingestId == 0) {
            throw record.malformed("server_ingest_id", "is 0, but the first is 1");
        }
        return ingestId;
    }

    /**
     * {@return the outcome in an object that has it in the field {@code outcome}}
     *
     * @param prefix comes before the names {@code code} and {@code message} of its reason
     */
    static Outcome outcome(WireObject object, String prefix) {
        String code = object.optionalText(prefix + "code");
        String message = object.optionalText(prefix + "message");
        return object.text("outcome", kind -> Outcome.of(kind, code, message));
    }

    private static RowChange change(WireObject change) {
        Operation operation = change.text("operation", Operation::valueOf);
        JsonObject forward =
                operation == Operation.DELETE ? orEmpty(change, "forward_patches") : change.object("forward_patches");
        return RowChange.of(
                operation,
                new RowRef(change.text("table_name"), change.text("row_id")),
                change.text("audience_key"),
                forward,
                orEmpty(change, "reverse_patches"));
    }

    private static JsonObject orEmpty(WireObject change, String field) {
        JsonObject patch = change.optionalObject(field);
        return patch == null ? JsonValue.EMPTY_JSON_OBJECT : patch;
    }
}
