package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.kit.FootprintActions.Lodge;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Assemble;
import org.synchrotron.server.kit.ItemActions.Break;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Grow;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.UnexpectedFailure;

class MaterializeTest extends ServerTest {

    private static final String CORRECTIONS = "select args ->> 'basisServerIngestId' as basis, server_ingest_id,"
            + " args -> 'outcomes' as outcomes from synchrotron.action_records"
            + " where _tag = '_InternalCorrectionApply' order by server_ingest_id";

    @Test
    void aLateArrivalRewindsToItsPredecessor() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        ann.sync(ann.at(20, new Grow.Args("a", "!")));
        assertThat(values("x, t")).containsExactly("(7,)");
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(values("x, t")).containsExactly("(104,big!)");
    }

    @Test
    void theCorrectionsBasisCoversTheWholeLog() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Add.Args("a", 1)));
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(server.database.rows(CORRECTIONS)).containsExactly("(4,4,)");
        assertThat(server.database.rows("""
                        select forward_patches, reverse_patches from synchrotron.action_modified_rows
                        join synchrotron.action_records on id = action_record_id where client_id = 'server'
                        """)).containsExactly("(\"{\"\"x\"\": 105}\",\"{\"\"x\"\": 5}\")");
    }

    @Test
    void aLateArrivalThatChangesNothingForOthersNeedsNoCorrection() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Add.Args("a", 1)));
        bob.sync(bob.at(10, new Create.Args("b", "p", 100)));
        assertThat(server.database.rows(CORRECTIONS)).isEmpty();
    }

    @Test
    void aStaleCellOfACorrectionDoesNotCount() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Add.Args("a", 1)));
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        bob.sync(bob.at(5, new Add.Args("a", 1000)));
        assertThat(values("x")).containsExactly("(1105)");
        assertThat(server.database.rows(CORRECTIONS)).hasSize(2);
    }

    @Test
    void effectsOnARowThatALateRecordDeletedAreUndone() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Label.Args("a", "x")));
        bob.sync(bob.at(10, new Drop.Args("a")));
        assertThat(values("x")).isEmpty();
    }

    @Test
    void aRowThatAReRunWouldMoveToAnotherAudienceIsDeleted() {
        ann.sync(ann.at(0, new Create.Args("host", "p", 1)), ann.at(1, new Label.Args("host", "p")));
        cid.sync(cid.at(20, new Lodge.Args("guest", "host")));
        assertThat(values("id, audience_key")).containsExactly("(guest,p)", "(host,p)");
        ann.sync(ann.at(10, new Label.Args("host", "q")));
        assertThat(values("id, audience_key")).containsExactly("(host,p)");
        assertThat(log("outcome_message"))
                .contains("(\"lodge_v1 was refused by the database: the id of a new row belongs to a row of another"
                        + " audience\")");
        assertThat(ann.receive())
                .last()
                .satisfies(correction ->
                        assertThat(correction.effects()).singleElement().isInstanceOf(RowChange.Deleted.class));
    }

    @Test
    void aRefusalAtTheFirstAcceptanceIsANoOpWithTheReason() {
        LogEntry take = ann.at(1, new Take.Args("a", 5));
        UploadAnswer answer = ann.send(ann.at(0, new Create.Args("a", "p", 4)), take, ann.at(2, new Add.Args("a", 1)));
        assertThat(outcome(answer, take)).isEqualTo(Outcome.rejected("not-enough", "There are only 4."));
        assertThat(values("x")).containsExactly("(5)");
        assertThat(log("outcome, outcome_code")).contains("(rejected,not-enough)");
    }

    @Test
    void aReRunChangesAnOutcomeAndChangesItBack() {
        LogEntry take = ann.at(30, new Take.Args("a", 4));
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), take);
        bob.sync(bob.at(10, new Add.Args("a", -1)));
        String rejected = "(rejected,not-enough,\"There are only 3.\")";
        String columns = "outcome, outcome_code, outcome_message";
        assertThat(log(columns)).contains(rejected);
        assertThat(values("x")).containsExactly("(3)");
        assertThat(server.database.rows(CORRECTIONS))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(take.record().id().value(), "not-enough"));
        bob.sync(bob.at(20, new Add.Args("a", 10)));
        assertThat(log(columns)).doesNotContain(rejected);
        assertThat(values("x")).containsExactly("(9)");
    }

    @Test
    void constraintsAreDeferredAsDeclaredForEveryRecord() {
        LogEntry first = ann.at(20, new Assemble.Args("a", "p"));
        LogEntry second = ann.at(30, new Assemble.Args("b", "p"));
        UploadAnswer answer = ann.send(first, second);
        assertThat(outcome(answer, first)).isEqualTo(Outcome.ADAPTED);
        assertThat(outcome(answer, second)).isEqualTo(Outcome.ADAPTED);
        bob.sync(bob.at(10, new Assemble.Args("c", "p")));
        assertThat(log("outcome")).doesNotContain("(rejected)");
        assertThat(values("id")).containsExactlyInAnyOrder("(a)", "(b)", "(c)");
    }

    @Test
    void aDatabaseErrorIsANoOpWhoseMessageHasNoSql() {
        LogEntry broken = ann.at(1, new Break.Args("a"));
        UploadAnswer answer = ann.send(ann.at(0, new Create.Args("a", "p", 4)), broken);
        assertThat(outcome(answer, broken))
                .isEqualTo(Outcome.rejected("failed", "break_v1 failed in the database (SQLSTATE 22012)"));
        assertThat(values("x")).containsExactly("(4)");
    }

    @ParameterizedTest
    @EnumSource
    void anyFailureOfAnActionIsANoOpAndTheNextRecordRuns(UnexpectedFailure.Kind kind) {
        LogEntry failing = ann.at(10, new UnexpectedFailure.Args("a", kind));
        UploadAnswer answer =
                ann.send(ann.at(0, new Create.Args("a", "p", 4)), failing, ann.at(20, new Add.Args("a", 1)));
        assertThat(outcome(answer, failing).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("x, t")).containsExactly("(5,)");
        bob.sync(bob.at(5, new Add.Args("a", 100)));
        assertThat(values("x, t")).containsExactly("(105,)");
    }

    @Test
    void anArgumentNamedLikeACorrectionsHasNoEffect() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Grow.Args("a", "!")));
        server.database.alter("""
                update synchrotron.action_records set args = args || '{"basisServerIngestId": "none"}' where _tag = 'grow_v1'""");
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(values("x, t")).containsExactly("(104,big!)");
    }

    @Test
    void argumentsThatViolateAConstraintAreANoOp() {
        Replica old = ann;
        LogEntry label = old.unknown(1, "label_v1");
        LogEntry tooLong = new LogEntry(
                new org.synchrotron.log.ActionRecord(
                        label.record().id(),
                        "label_v1",
                        label.record().author(),
                        label.record().client(),
                        label.record().clock(),
                        Json.createObjectBuilder()
                                .add("timestamp", 1)
                                .add("id", "a")
                                .add("text", "123456789012345678901")
                                .build(),
                        label.record().createdAt()),
                null,
                label.effects());
        Outcome outcome = outcome(ann.send(tooLong), tooLong);
        assertThat(outcome.reason())
                .isNotNull()
                .satisfies(no -> assertThat(no.code()).isEqualTo("invalid-arguments"));
    }

    @Test
    void theLogicSeesAndWritesOnlyWhatItsAuthorMay() {
        ann.sync(ann.at(0, new Create.Args("secret", "u:ann", 4)));
        LogEntry add = bob.at(1, new Add.Args("secret", 1));
        LogEntry foreign = bob.at(2, new Create.Args("b", "u:ann", 1));
        UploadAnswer answer = bob.sync(add, foreign);
        assertThat(outcome(answer, add)).isEqualTo(Outcome.APPLIED);
        assertThat(outcome(answer, foreign))
                .isEqualTo(Outcome.rejected(
                        "access-denied",
                        "create_v1 writes what its author may not write, or a table that is not tracked"));
        assertThat(values("id, x")).containsExactly("(secret,4)");
    }

    @Test
    void rowChangesOfARetiredActionAreAppliedUnderItsAuthorsView() {
        LogEntry mine = bob.unknown(0, "paint_v1", inserted("b", "p"));
        LogEntry foreign = bob.unknown(1, "paint_v1", inserted("c", "u:ann"));
        UploadAnswer answer = bob.send(mine, foreign);
        assertThat(outcome(answer, mine)).isEqualTo(Outcome.APPLIED);
        assertThat(outcome(answer, foreign).reason())
                .isNotNull()
                .satisfies(no -> assertThat(no.code()).isEqualTo("access-denied"));
        assertThat(values("id, x")).containsExactly("(b,7)");
    }

    @Test
    void aRetiredActionRunsAgainByItsRowChanges() {
        bob.sync(bob.unknown(10, "paint_v1", inserted("b", "p")), bob.at(20, new Add.Args("b", 1)));
        ann.sync(ann.at(5, new Create.Args("a", "p", 1)));
        assertThat(values("id, x")).containsExactly("(a,1)", "(b,8)");
    }

    @Test
    void aRecordOfARetiredActionThatWasRejectedStaysRejectedWhenItIsAppliedAgain() {
        LogEntry foreign = bob.unknown(10, "paint_v1", inserted("c", "u:ann"));
        bob.sync(foreign);
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));

        assertThat(outcome(bob.sync(foreign), foreign).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(server.database.rows(CORRECTIONS)).isEmpty();
    }

    @Test
    void unknownActionsAreRefusedUnlessTheyAreRetired() {
        try (TestServer strict = new TestServer(AcceptSettings.DEFAULT)) {
            Replica replica = new Replica(strict, "bob", "bob-1");
            LogEntry unknown = replica.unknown(0, "paint_v1", inserted("b", "p"));
            assertThat(refusal(replica.send(unknown)).code()).isEqualTo(Refusal.UNKNOWN_ACTION);
        }
    }

    private static RowChange inserted(String id, String audience) {
        JsonObject row = Json.createObjectBuilder()
                .add("id", id)
                .add("x", 7)
                .add("t", "t")
                .addNull("due")
                .addNull("price")
                .build();
        return new RowChange.Inserted(new RowRef("items", id), audience, row);
    }
}
