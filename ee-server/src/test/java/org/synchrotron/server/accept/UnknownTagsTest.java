package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;

/** Row changes come into the tables by actions with code, or by retired ones; any other tag is refused. */
class UnknownTagsTest extends ServerTest {

    private static final RowChange FORGED = new RowChange.Updated(
            new RowRef("items", "a"),
            "p",
            Json.createObjectBuilder().add("x", 1_000_000).build(),
            Json.createObjectBuilder().add("x", 1).build());

    @ParameterizedTest
    @ValueSource(strings = {"invented_v1", "add_v2", "ADD_V1", "Add_v1", "paint_v11", "paint_v", "_add_v1"})
    void anInventedTagIsRefusedAndItsRowChangesAreNot(String tag) {
        ann.send(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry invented = ann.unknown(1, tag, FORGED);

        assertThat(refusal(ann.sync(invented)))
                .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.UNKNOWN_ACTION))
                .satisfies(no ->
                        assertThat(no.record()).isEqualTo(invented.record().id()))
                .satisfies(no -> assertThat(no.message()).contains(tag));
        assertThat(values("x")).containsExactly("(1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add_v1 ", " add_v1", "add_v1\t", "add_v1\0", "add_v1\u200b", "\u0430dd_v1", "paint_v1 "})
    void aTagThatOnlyLooksLikeOneIsRefusedByItsForm(String tag) {
        ann.send(ann.at(0, new Create.Args("a", "p", 1)));

        assertThat(refusal(ann.sync(ann.unknown(1, tag, FORGED))))
                .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.INVALID_RECORD))
                .satisfies(no -> assertThat(no.message()).contains("form of tags"));
        assertThat(values("x")).containsExactly("(1)");
    }

    @Test
    void aDigestIsNoSubstituteForRowChangesThatTheServerCannotCompute() {
        ann.send(ann.at(0, new Create.Args("a", "p", 1)));

        assertThat(refusal(server.accept(digest(ann.unknown(1, "paint_v1", FORGED)))))
                .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.INVALID_RECORD))
                .satisfies(no -> assertThat(no.message()).contains("retired", "row changes are needed"));
        assertThat(refusal(server.accept(digest(ann.unknown(1, "invented_v1", FORGED)))))
                .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.UNKNOWN_ACTION));
        LogEntry add = ann.at(1, new Add.Args("a", 2));
        assertThat(outcome(server.accept(digest(add)), add)).isEqualTo(Outcome.ADAPTED);
    }

    private Upload digest(LogEntry entry) {
        return ann.upload(entry).with(List.of(UploadedRecord.withDigest(entry)));
    }

    @Test
    void codeDecidesWhereATagIsAlsoListedAsRetired() {
        try (TestServer both = new TestServer(TestServer.retired("create_v1", "add_v1"))) {
            Replica replica = new Replica(both, "ann", "ann-1");
            replica.send(replica.at(0, new Create.Args("a", "p", 1)));
            LogEntry add = replica.at(1, new Add.Args("a", 2), FORGED);

            assertThat(outcome(replica.sync(add), add)).isEqualTo(Outcome.ADAPTED);
            assertThat(both.database.rows("select x from items")).containsExactly("(3)");
        }
    }

    @Test
    void whatIsInTheLogStaysWhenItsTagIsNoLongerRetired() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry paint = ann.unknown(10, "paint_v1", FORGED);
        ann.send(create, paint);

        assertThat(outcome(server.accept(ann.upload(paint), AcceptSettings.DEFAULT), paint))
                .as("sent again")
                .isEqualTo(Outcome.APPLIED);
        Upload another = ann.upload(ann.unknown(11, "paint_v1", FORGED));
        assertThat(refusal(server.accept(another, AcceptSettings.DEFAULT)).code())
                .isEqualTo(Refusal.UNKNOWN_ACTION);
        LogEntry late = ann.at(5, new Add.Args("a", 1));
        assertThat(server.accept(ann.upload(late), AcceptSettings.DEFAULT)).isInstanceOf(UploadAnswer.Accepted.class);

        assertThat(values("x")).containsExactly("(1000000)");
        assertThat(log("_tag, outcome"))
                .containsExactly("(create_v1,adapted)", "(paint_v1,applied)", "(add_v1,adapted)");
    }
}
