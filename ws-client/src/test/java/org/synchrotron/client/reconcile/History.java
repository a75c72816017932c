package org.synchrotron.client.reconcile;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.KnownFold;
import org.synchrotron.history.ReplayKey;
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

/** A server's log as chance would have it: records of others, corrections, and what becomes of alice's. */
final class History {

    private static final List<String> ROWS = List.of("t1", "t2", "t3", "u1", "u2");
    private static final List<String> TAGS = List.of(
            "increment_v1", "rename_todo_v1", "big_or_three_v1", "delete_todo_v1", "create_todo_v1", "unknown_v7");

    private final Random random;
    private final List<LogEntry> log = new ArrayList<>();

    History(long seed) {
        random = new Random(seed);
    }

    List<LogEntry> log() {
        return log;
    }

    long head() {
        return log.size();
    }

    static String audience(String row) {
        return row.startsWith("t") ? "team" : "u:alice";
    }

    LogEntry appendOther() {
        boolean correction = random.nextInt(5) == 0;
        String tag = correction ? SystemTags.CORRECTION : TAGS.get(random.nextInt(TAGS.size()));
        String client = correction && random.nextBoolean() ? "server" : "bob-" + random.nextInt(2);
        JsonObject args = correction ? correctionArgs() : args(tag);
        ActionRecord record = new ActionRecord(
                ActionId.of(new UUID(random.nextLong(), random.nextLong())),
                tag,
                new UserId(client.equals("server") ? "server" : "bob"),
                new ClientId(client),
                new HybridTimestamp(1_000 + random.nextInt(300), random.nextInt(50)),
                args,
                Instant.EPOCH);
        return accept(record, effects(1 + random.nextInt(3)));
    }

    /** The server accepts a record of alice's, with her effects or with different ones. */
    LogEntry accept(ActionRecord record, List<RowChange> effects) {
        LogEntry entry = new LogEntry(record, new Acceptance(head() + 1, Instant.EPOCH, Outcome.APPLIED), effects);
        log.add(entry);
        return entry;
    }

    List<RowChange> effects(int count) {
        List<RowChange> effects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            effects.add(effect(ROWS.get(random.nextInt(ROWS.size()))));
        }
        return effects;
    }

    private RowChange effect(String row) {
        RowRef ref = new RowRef("todos", row);
        return switch (random.nextInt(5)) {
            case 0 -> new RowChange.Deleted(ref, audience(row), full(row));
            case 1, 2 -> new RowChange.Inserted(ref, audience(row), full(row));
            default -> {
                JsonObject patch = patch();
                yield new RowChange.Updated(ref, audience(row), patch, patch);
            }
        };
    }

    private JsonObject full(String row) {
        return Json.createObjectBuilder()
                .add("id", row)
                .add("text", "t" + random.nextInt(9))
                .add("number", random.nextInt(9))
                .add("done", random.nextBoolean())
                .addNull("created_at")
                .build();
    }

    private JsonObject patch() {
        JsonObjectBuilder patch = Json.createObjectBuilder();
        boolean number = random.nextBoolean();
        if (number) {
            patch.add("number", random.nextInt(9));
        }
        if (!number || random.nextBoolean()) {
            if (random.nextInt(4) == 0) {
                patch.addNull("text");
            } else {
                patch.add("text", "x" + random.nextInt(9));
            }
        }
        return patch.build();
    }

    private JsonObject args(String tag) {
        JsonObjectBuilder args = Json.createObjectBuilder()
                .add(SystemTags.TIMESTAMP, 1_000)
                .add("id", ROWS.get(random.nextInt(ROWS.size())));
        return switch (tag) {
            case "increment_v1" -> args.add("by", random.nextInt(5)).build();
            case "rename_todo_v1" -> args.add("text", "renamed").build();
            case "create_todo_v1" ->
                args.add("audience", List.of("team", "u:bob").get(random.nextInt(2)))
                        .add("key", "k")
                        .add("text", random.nextInt(6) == 0 ? "forbidden" : "made")
                        .build();
            default -> args.build();
        };
    }

    private JsonObject correctionArgs() {
        JsonArrayBuilder none = Json.createArrayBuilder();
        return Json.createObjectBuilder()
                .add(SystemTags.TIMESTAMP, 1_000)
                .add(SystemTags.CORRECTED, none)
                .add(SystemTags.BASIS, random.nextLong(head() + 2))
                .build();
    }

    /** What the log's known effects give (rule 5): the rows by id. */
    Map<String, String> folded() {
        KnownFold fold = new KnownFold();
        log.stream()
                .sorted((a, b) -> ReplayKey.of(a.record()).compareTo(ReplayKey.of(b.record())))
                .forEach(fold::add);
        Map<String, String> rows = new TreeMap<>();
        log.stream()
                .flatMap(entry -> entry.effects().stream())
                .map(RowChange::row)
                .forEach(row -> fold.states()
                        .get(row)
                        .ifPresent(state -> rows.put(row.id(), Bench.row(state.audience(), state.columns()))));
        return rows;
    }
}
