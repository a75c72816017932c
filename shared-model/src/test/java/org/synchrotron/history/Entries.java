package org.synchrotron.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

/** Builds log entries for tests. */
final class Entries {

    static final RowRef ROW = new RowRef("todos", "r1");
    static final String AUDIENCE = "project:1";

    private Entries() {}

    static LogEntry base(String client, long time, @Nullable Long ingestId, RowChange... effects) {
        return entry("act_v1", client, time, ingestId, Json.createObjectBuilder(), effects);
    }

    static LogEntry correction(String client, long time, long basis, RowChange... effects) {
        JsonObjectBuilder args = Json.createObjectBuilder().add(SystemTags.BASIS, basis);
        return entry(SystemTags.CORRECTION, client, time, basis + 1, args, effects);
    }

    static RowChange inserted(RowRef row, int x, String t) {
        return new RowChange.Inserted(
                row,
                AUDIENCE,
                Json.createObjectBuilder().add("x", x).add("t", t).build());
    }

    static RowChange updated(RowRef row, String column, int value) {
        return updated(row, Map.of(column, value));
    }

    /** Before, all of these columns held -1. */
    static RowChange updated(RowRef row, Map<String, Integer> columns) {
        JsonObjectBuilder forward = Json.createObjectBuilder();
        JsonObjectBuilder reverse = Json.createObjectBuilder();
        columns.forEach((column, value) -> {
            forward.add(column, value);
            reverse.add(column, -1);
        });
        return new RowChange.Updated(row, AUDIENCE, forward.build(), reverse.build());
    }

    static RowChange deleted(RowRef row) {
        return new RowChange.Deleted(row, AUDIENCE, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static LogEntry entry(
            String tag,
            String client,
            long time,
            @Nullable Long ingestId,
            JsonObjectBuilder args,
            RowChange... effects) {
        ActionRecord record = new ActionRecord(
                ActionId.of(UUID.nameUUIDFromBytes((client + time).getBytes(UTF_8))),
                tag,
                new UserId("alice"),
                new ClientId(client),
                new HybridTimestamp(time, 1),
                args.add(SystemTags.TIMESTAMP, time).build(),
                Instant.ofEpochMilli(time));
        Acceptance acceptance = ingestId == null ? null : new Acceptance(ingestId, Instant.EPOCH, Outcome.APPLIED);
        return new LogEntry(record, acceptance, List.of(effects));
    }
}
