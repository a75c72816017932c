package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.CorrectedOutcomes;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

class UploadAcceptanceTest extends ServerTest {

    @Test
    void recordsGetIngestIdsInReplayOrderAndRunInIt() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry add = ann.at(1, new Add.Args("a", 2));
        Accepted taken = (Accepted) ann.send(add, create);
        assertThat(taken.head()).isEqualTo(2);
        assertThat(taken.newEntries()).extracting(LogEntry::record).containsExactly(create.record(), add.record());
        assertThat(values("x")).containsExactly("(3)");
        assertThat(log("server_ingest_id, _tag")).containsExactly("(1,create_v1)", "(2,add_v1)");
    }

    @Test
    void aRunLikeTheAuthorsIsAppliedAndAnyOtherAdapted() {
        ann.send(ann.at(0, new Create.Args("a", "p", 1)));
        RowChange seen = new RowChange.Updated(
                new RowRef("items", "a"),
                "p",
                Json.createObjectBuilder().add("x", 3).build(),
                Json.createObjectBuilder().add("x", 1).build());
        LogEntry right = ann.at(1, new Add.Args("a", 2), seen);
        LogEntry wrong = ann.at(2, new Add.Args("a", 2), seen);
        UploadAnswer answer = ann.send(right, wrong);
        assertThat(outcome(answer, right)).isEqualTo(Outcome.APPLIED);
        assertThat(outcome(answer, wrong)).isEqualTo(Outcome.ADAPTED);
    }

    @Test
    void aRepeatedUploadChangesNothingAndGetsTheStoredOutcomes() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry add = ann.at(1, new Add.Args("a", 2));
        Accepted first = (Accepted) ann.send(create, add);
        bob.sync(bob.at(2, new Add.Args("a", 10)));
        Accepted second = (Accepted) ann.send(create, add);
        assertThat(second.outcomes()).isEqualTo(first.outcomes());
        assertThat(second.head()).isEqualTo(3);
        assertThat(second.newEntries()).isEmpty();
        assertThat(values("x")).containsExactly("(13)");
    }

    @Test
    void onlyNewRecordsOfAPartlyRepeatedUploadAreAppended() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry add = ann.at(1, new Add.Args("a", 2));
        ann.send(create);
        Accepted taken = (Accepted) ann.send(create, add);
        assertThat(taken.outcomes())
                .containsOnlyKeys(create.record().id(), add.record().id());
        assertThat(taken.newEntries()).hasSize(1);
        assertThat(taken.head()).isEqualTo(2);
    }

    @Test
    void anAcceptedRecordIsAcceptedAgainEvenIfTheChecksWouldNowFail() {
        LogEntry create = ann.at(300_000, new Create.Args("a", "p", 1));
        LogEntry add = ann.at(300_000, new Add.Args("a", 2));
        ann.send(create);
        server.time.addAndGet(-1);
        assertThat(ann.send(create)).isInstanceOf(Accepted.class);
        assertThat(refusal(ann.send(create, add)))
                .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.CLOCK_AHEAD))
                .satisfies(no -> assertThat(no.record()).isEqualTo(add.record().id()));
    }

    @Test
    void anUploadOfTooManyRecordsIsRefused() {
        LogEntry[] records = IntStream.rangeClosed(0, ClientMessage.Upload.MOST_RECORDS)
                .mapToObj(i -> ann.at(i, new Create.Args("a" + i, "p", 1)))
                .toArray(LogEntry[]::new);
        assertThat(refusal(server.accept(ann.upload(records))).code()).isEqualTo(Refusal.TOO_MANY_RECORDS);
        assertThat(ann.send(Arrays.copyOf(records, ClientMessage.Upload.MOST_RECORDS)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void recordsThatTheUserMayNotSeeDoNotDelayAnUpload() {
        ann.send(ann.at(0, new Create.Args("a", "u:ann", 1)));
        assertThat(bob.send(bob.at(1, new Create.Args("b", "p", 1)))).isInstanceOf(Accepted.class);
    }

    @Test
    void recordsOfOthersAreRefused() {
        LogEntry anns = ann.at(0, new Create.Args("a", "p", 1));
        assertThat(refusal(bob.send(anns)).code()).isEqualTo(Refusal.NOT_YOURS);
        Replica otherUserSameClient = new Replica(server, "bob", "ann-1");
        assertThat(refusal(otherUserSameClient.send(anns)))
                .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.NOT_YOURS))
                .satisfies(no -> assertThat(no.record()).isEqualTo(anns.record().id()));
        assertThat(log("id")).isEmpty();
    }

    @Test
    void aClockTooFarAheadIsRefusedWithTheServersTime() {
        LogEntry ahead = ann.at(300_001, new Create.Args("a", "p", 1));
        assertThat(refusal(ann.send(ahead)))
                .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.CLOCK_AHEAD))
                .satisfies(
                        no -> assertThat(no.record()).isEqualTo(ahead.record().id()))
                .satisfies(no -> assertThat(no.message()).contains("300001 ms", "2023-11-14T22:13:20Z"));
        assertThat(ann.send(ann.at(300_000, new Create.Args("a", "p", 1)))).isInstanceOf(Accepted.class);
    }

    @Test
    void anOutcomeChangeWithoutARowChangeReachesAllWhoSeeTheRecord() {
        LogEntry take = ann.at(40, new Take.Args("mine", 5));
        ann.sync(take);
        assertThat(outcome(ann.send(take), take).kind()).isEqualTo(Outcome.Kind.REJECTED);
        var phone = new Replica(server, "ann", "ann-2");
        phone.receive();
        ann.receive();
        bob.receive();
        bob.send(bob.at(30, new Label.Args("shared", "bob's")));
        ann.receive();
        // First there is nothing to take from. Later there is something, but too little: the message changes, no row
        // does.
        phone.receive();
        phone.send(phone.at(35, new Create.Args("mine", "u:ann", 2)));
        assertThat(ann.receive())
                .anySatisfy(entry -> assertThat(CorrectedOutcomes.of(entry.record()))
                        .containsEntry(take.record().id(), Outcome.rejected("not-enough", "There are only 2.")));
        assertThat(bob.receive()).noneMatch(entry -> entry.record().isCorrection());
    }

    @Test
    void markersAreStoredAndChangeNothing() {
        LogEntry marker = ann.unknown(1, SystemTags.ROLLBACK);
        ann.send(ann.at(0, new Create.Args("a", "p", 1)), ann.at(2, new Add.Args("a", 2)));
        assertThat(outcome(ann.send(marker), marker)).isEqualTo(Outcome.APPLIED);
        assertThat(values("x")).containsExactly("(3)");
        assertThat(log("server_ingest_id")).hasSize(3);
    }

    static List<Arguments> argumentsThatCannotBeKept() {
        return List.of(
                Arguments.of("text", Json.createValue("\0")),
                Arguments.of("text", Json.createValue("\uD83D")),
                Arguments.of("more", Json.createValue(new BigDecimal("1e999999"))),
                Arguments.of("timestamp", Json.createValue("soon")),
                Arguments.of("timestamp", Json.createValue(-1)));
    }

    @ParameterizedTest
    @MethodSource("argumentsThatCannotBeKept")
    void argumentsThatCannotBeStoredAreRefused(String argument, JsonValue value) {
        LogEntry bad = Replica.with(ann.at(0, new Label.Args("a", "t")), argument, value);
        assertThat(refusal(ann.send(bad)).code()).isEqualTo(Refusal.INVALID_RECORD);
        assertThat(log("id")).isEmpty();
    }

    @Test
    void textThatOnlySpellsACharacterIsAccepted() {
        LogEntry spelt = ann.at(1, new Label.Args("a", "\\u0000"));
        ann.send(ann.at(0, new Create.Args("a", "p", 1)), spelt);
        assertThat(values("length(t)")).containsExactly("(6)");
    }

    @Test
    void concurrentUploadsLeaveNoGapAndBothCount() throws Exception {
        ann.send(ann.at(0, new Create.Args("a", "p", 0)));
        ann.receive();
        bob.receive();
        int rounds = 20;
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Future<?> anns = both.submit(() -> uploads(ann, rounds));
            Future<?> bobs = both.submit(() -> uploads(bob, rounds));
            anns.get();
            bobs.get();
        } finally {
            both.shutdown();
        }
        assertThat(values("x")).containsExactly("(" + 2 * rounds + ")");
        assertThat(server.database.rows("select count(*), max(server_ingest_id) from synchrotron.action_records"))
                .singleElement()
                .satisfies(row -> assertThat(row).matches("\\((\\d+),\\1\\)"));
    }

    private void uploads(Replica replica, int rounds) {
        try (Connection connection = server.database.connect()) {
            replica.basis = Long.MAX_VALUE;
            for (int i = 0; i < rounds; i++) {
                assertThat(server.accept(replica.upload(replica.at(i, new Add.Args("a", 1))), connection))
                        .isInstanceOf(Accepted.class);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
