package org.synchrotron.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.EffectDigest;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.schema.TrackedSchema;

class MessageCodecTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final RowDeliveryId ROWS = new RowDeliveryId("rows-1");
    private static final ActionId ID = new ActionId("f96f9d19-5ef8-4eac-a391-154dd1a69a2b");

    private static final TrackedSchema SCHEMA =
            new TrackedSchema("3", Map.of("todos", Map.of("id", "uuid", "title", "text"), "\"Odd one\"", Map.of()));

    static Stream<ClientMessage> clientMessages() {
        return Stream.of(
                ClientMessage.Hello.of(new ClientId("till-7"), null, ReplicaReport.NOTHING),
                ClientMessage.Hello.of(
                        new ClientId("till-7"), new Cursor("epoch:42"), new ReplicaReport("1.0.0", 3, 1)),
                upload(),
                new ClientMessage.Upload(
                        3,
                        List.of(
                                UploadedRecord.withDigest(entry(null)),
                                UploadedRecord.withChanges(entry(Outcome.ADAPTED, null)))),
                ClientMessage.Received.upTo(43),
                new ClientMessage.Received(43, new HybridTimestamp(1_700_000_000_000L, 7)),
                new ClientMessage.Hello(
                        2,
                        new ClientId("till-7"),
                        new Cursor("e:7"),
                        new HybridTimestamp(5, 6),
                        true,
                        ReplicaReport.NOTHING,
                        12,
                        SCHEMA,
                        new ResumePoint("e:7/todos/a"),
                        true),
                new ClientMessage.Need(new RowScope(false, Set.of("project:7"), Set.of("todos"))),
                new ClientMessage.Need(RowScope.ALL),
                new ClientMessage.PartReceived(4),
                new ClientMessage.Token("e30.e30.c2ln"),
                new ClientMessage.Ask(4, new Question.Head()),
                new ClientMessage.Ask(5, new Question.Other("weather")));
    }

    static Stream<ServerMessage> rowMessages() {
        return Stream.of(
                new RowsMessage.RowsStart(
                        new UserId("alice"),
                        ROWS,
                        AudiencesDigest.of(Set.of()),
                        7,
                        RowScope.ofAudiences(Set.of("project:7")),
                        100,
                        true),
                new RowsMessage.RowsPresent(
                        ROWS,
                        1,
                        "todos",
                        List.of("id", "title"),
                        "[[\"project:7\",\"a\",\"b\\nc\"]]",
                        new ResumePoint("e:9/todos/a")),
                new RowsMessage.RowsGone(ROWS, 2, "todos", List.of("c", "d"), null),
                new RowsMessage.RowsOutcomes(
                        ROWS,
                        3,
                        Map.of(
                                new ActionId("00000000-0000-4000-8000-000000000001"),
                                Outcome.of("rejected", "taken", "the value is taken"))),
                new RowsMessage.RowsEnd(ROWS, 3, 9, new Cursor("e:9"), new HybridTimestamp(5, 6)));
    }

    static Stream<ServerMessage> welcomes() {
        return Stream.of(
                new ServerMessage.Welcome(
                        2,
                        new UserId("alice"),
                        "epoch",
                        7,
                        99,
                        Set.of("project:7", "user:alice"),
                        1000,
                        Set.of("old_v1"),
                        13,
                        true,
                        1_700_000_000_000L,
                        SCHEMA,
                        60_000L,
                        new RecordLimits(20, 1_000, 30)),
                new ServerMessage.Welcome(
                        2,
                        new UserId("alice"),
                        "epoch",
                        7,
                        99,
                        Set.of(),
                        1000,
                        Set.of(),
                        0,
                        false,
                        null,
                        null,
                        null,
                        null));
    }

    static Stream<ServerMessage> serverMessages() {
        Stream<ServerMessage> others = Stream.of(
                new ServerMessage.TokenAccepted(60_000),
                new ServerMessage.Delivery(
                        new UserId("alice"),
                        AudiencesDigest.of(Set.of("project:7")),
                        5,
                        7,
                        9,
                        new Cursor("epoch:7"),
                        List.of(entry(Outcome.ADAPTED), entry(Outcome.rejected("gone", "It is gone."))),
                        List.of()),
                new ServerMessage.Delivery(
                                new UserId("alice"),
                                AudiencesDigest.of(Set.of("project:7")),
                                5,
                                7,
                                9,
                                new Cursor("epoch:7"),
                                List.of(entry(Outcome.ADAPTED), entry(Outcome.APPLIED)),
                                List.of())
                        .withReceipts(each -> !each.effects().isEmpty()),
                new ServerMessage.Wake(9),
                new ServerMessage.Audiences(new UserId("alice"), Set.of("project:7"), Set.of("project:8")),
                new ServerMessage.Accepted(3, 9, Map.of(ID, Outcome.APPLIED)),
                new ServerMessage.BehindHead(3, 9),
                new ServerMessage.Answer(4, new Reply.Head(9)),
                new ServerMessage.Answer(5, new Reply.None(Refusal.UNKNOWN_QUESTION, "What?")),
                new ServerMessage.Refused(3L, Refusal.CLOCK_AHEAD, "too fast", ID, 5),
                new ServerMessage.Refused(3L, Refusal.BUSY, "enough for now", null, 5, 7L),
                new ServerMessage.Refused(null, Refusal.UNSUPPORTED_PROTOCOL, "speak 1", null, 5));
        return Stream.of(welcomes(), rowMessages(), others).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    void aClientMessageSurvivesWritingAndReading(ClientMessage message) {
        assertThat(CODEC.readFromClient(CODEC.write(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    void aServerMessageSurvivesWritingAndReading(ServerMessage message) {
        assertThat(CODEC.readFromServer(CODEC.write(message))).isEqualTo(message);
    }

    @Test
    void fieldNamesAreUpstreams() {
        String json = CODEC.write(upload());
        assertThat(json)
                .contains("\"_tag\":\"create_todo_v1\"", "\"clock_time_ms\":1000", "\"clock_counter\":5")
                .contains("\"clock\":{\"timestamp\":1000,\"vector\":{\"till-7\":5}}")
                .contains("\"table_name\":\"todos\"", "\"action_record_id\":\"" + ID + "\"", "\"sequence\":0")
                .contains("\"synced\":0")
                .doesNotContain("server_ingest_id", "outcome");
        assertThat(json)
                .as("as the tables keep it")
                .contains("\"clock\":" + entry(null).record().clockJson());
    }

    @Test
    void digitsAndNullsArePreserved() {
        String json = CODEC.write(upload());
        assertThat(json).contains("\"price\":1.10", "\"count\":9007199254740993", "\"note\":null");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"type\":\"nonsense\"}",
                "{\"upTo\":1,\"type\":\"received\"}",
                "{\"type\":\"received\"",
                "{\"type\":\"upload\",\"uploadId\":1}",
                "{\"type\":\"hello\",\"protocol\":2,\"clientId\":\"no spaces please\",\"cursor\":\"e:0\"}"
            })
    void otherTextIsMalformed(String text) {
        assertThatThrownBy(() -> CODEC.readFromClient(text)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void aVectorOverManyClientsIsRead() {
        String json = CODEC.write(upload()).replace("{\"till-7\":5}", "{\"till-7\":5,\"till-8\":900,\"x\":1}");
        ClientMessage.Upload upload = (ClientMessage.Upload) CODEC.readFromClient(json);
        assertThat(upload.records().get(0).record().clock()).isEqualTo(new HybridTimestamp(1000, 5));
    }

    @Test
    void aRecordWithADigestIsUploadedWithoutItsRowChanges() {
        String json = CODEC.write(new ClientMessage.Upload(1, List.of(UploadedRecord.withDigest(entry(null)))));
        assertThat(json)
                .contains(
                        "\"audiences\":[\"project:7\"]",
                        "\"digest\":\"" + EffectDigest.of(entry(null).effects()) + "\"")
                .contains("\"amrs\":[]");
    }

    private static ClientMessage.Upload upload() {
        return new ClientMessage.Upload(1, UploadedRecord.withChanges(List.of(entry(null))));
    }

    static LogEntry entry(@Nullable Outcome outcome) {
        Acceptance acceptance = outcome == null ? null : new Acceptance(7, Instant.ofEpochMilli(2000), outcome);
        return entry(outcome, acceptance);
    }

    private static LogEntry entry(@Nullable Outcome outcome, @Nullable Acceptance acceptance) {
        RowRef row = new RowRef("todos", "r1");
        var forward = Json.createObjectBuilder()
                .add("id", "r1")
                .add("price", new BigDecimal("1.10"))
                .add("count", 9007199254740993L)
                .add("note", JsonValue.NULL)
                .add("done", false)
                .build();
        var update = Json.createObjectBuilder().add("done", true).build();
        var back = Json.createObjectBuilder().add("done", false).build();
        ActionId id = outcome == null ? ID : ActionId.of(UUID.randomUUID());
        ActionRecord record = new ActionRecord(
                id,
                "create_todo_v1",
                new UserId("alice"),
                new ClientId("till-7"),
                new HybridTimestamp(1000, 5),
                Json.createObjectBuilder().add("timestamp", 1000).build(),
                Instant.ofEpochMilli(1000));
        return new LogEntry(
                record,
                acceptance,
                outcome == null || outcome.equals(Outcome.APPLIED)
                        ? List.of(
                                new RowChange.Inserted(row, "project:7", forward),
                                new RowChange.Updated(row, "project:7", update, back))
                        : List.of());
    }
}
