package org.synchrotron.client;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.CorrectionArgs;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;

/** Log entries for tests. */
public final class Entries {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private Entries() {}

    public static ActionId id(String name) {
        return ActionId.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Bob's record of a tag, stamped and accepted. */
    public static LogEntry bobs(
            String name, String tag, long timeMs, long ingestId, JsonObject args, RowChange... effects) {
        return accepted(record(name, tag, "bob", "bobs-phone", timeMs, args), ingestId, List.of(effects));
    }

    /** Bob's new todos, one a record, each too long to be stored in little. */
    public static LogEntry[] bobsTodos(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bobs(
                        "bobs-" + i,
                        "create_todo_v1",
                        1_000_000 + i,
                        i + 1,
                        JSON.createObjectBuilder().build(),
                        inserted(id("bobs-todo-" + i).value(), "team", "long".repeat(500), i)))
                .toArray(LogEntry[]::new);
    }

    /** A server's correction, with a clock after every record of a test, whose basis is the whole log. */
    public static LogEntry correction(long ingestId, JsonObject args, List<RowChange> effects) {
        long timeMs = 4_000_000_000_000L + ingestId;
        JsonObject complete = JSON.createObjectBuilder(new CorrectionArgs(List.of(), ingestId, Map.of()).json(timeMs))
                .addAll(JSON.createObjectBuilder(args))
                .build();
        return accepted(
                record("correction-" + ingestId, SystemTags.CORRECTION, "server", "server", timeMs, complete),
                ingestId,
                effects);
    }

    private static ActionRecord record(
            String name, String tag, String user, String client, long timeMs, JsonObject args) {
        return new ActionRecord(
                id(name),
                tag,
                new UserId(user),
                new ClientId(client),
                new HybridTimestamp(timeMs, 1),
                JSON.createObjectBuilder(args).add(SystemTags.TIMESTAMP, timeMs).build(),
                Instant.ofEpochMilli(timeMs));
    }

    /** A pending record as the server accepts it. */
    public static LogEntry accepted(LogEntry pending, long ingestId, List<RowChange> effects) {
        return accepted(pending.record(), ingestId, effects);
    }

    private static LogEntry accepted(ActionRecord record, long ingestId, List<RowChange> effects) {
        return new LogEntry(record, new Acceptance(ingestId, Instant.ofEpochMilli(0), Outcome.APPLIED), effects);
    }

    public static RowChange inserted(String id, String audience, String text, long number) {
        return new RowChange.Inserted(
                new RowRef("todos", id),
                audience,
                JSON.createObjectBuilder()
                        .add("id", id)
                        .add("text", text)
                        .add("number", number)
                        .addNull("done")
                        .addNull("created_at")
                        .build());
    }

    public static RowChange updated(String id, String audience, JsonObject forward) {
        return new RowChange.Updated(new RowRef("todos", id), audience, forward, forward);
    }

    public static RowChange deleted(String id, String audience) {
        return new RowChange.Deleted(
                new RowRef("todos", id),
                audience,
                JSON.createObjectBuilder().add("id", id).build());
    }

    public static JsonObject number(long value) {
        return JSON.createObjectBuilder().add("number", value).build();
    }

    public static JsonObject text(String value) {
        return JSON.createObjectBuilder().add("text", value).build();
    }
}
