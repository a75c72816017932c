package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.CorrectedOutcomes;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.LabelMine;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;

@DisplayName("Corrections that clients contribute")
class ContributionsTest extends ContributionsBench {

    private List<String> known(LogEntry entry) {
        return server.database.rows(
                "select row_id, forward_patches from synchrotron.action_modified_rows where action_record_id = '"
                        + entry.record().id() + "' order by sequence");
    }

    private long head() {
        return server.deliver("ann", 0).head();
    }

    @Test
    void changesOfRowsThatTheCorrectedAuthorCannotSeeAreAccepted() {
        LogEntry correction =
                cid.correction(20, List.of(all), label("hidden", "q", "7"), label("private", "u:cid", "7"));
        assertThat(outcome(cid.send(correction), correction)).isEqualTo(Outcome.APPLIED);
        assertThat(values("id, t")).containsExactly("(hidden,7)", "(private,7)", "(shared,7)");
    }

    @Test
    void changesOfSharedRowsAreDroppedAndTheClientIsTold() {
        LogEntry correction = cid.correction(20, List.of(all), label("shared", "p", "mine"), label("hidden", "q", "7"));
        assertThat(outcome(cid.send(correction), correction)).isEqualTo(Outcome.ADAPTED);
        assertThat(values("id, t")).containsExactly("(hidden,7)", "(private,)", "(shared,7)");
        assertThat(known(correction)).containsExactly("(hidden,\"{\"\"t\"\": \"\"7\"\"}\")");
        assertThat(cid.receive()).anySatisfy(entry -> {
            assertThat(entry.record()).isEqualTo(correction.record());
            assertThat(entry.effects()).hasSize(1);
        });
    }

    @Test
    void insertionsAndDeletionsAreAccepted() {
        JsonObject row = Json.createObjectBuilder()
                .add("id", "new")
                .add("x", 5)
                .addNull("t")
                .addNull("due")
                .addNull("price")
                .build();
        LogEntry correction = cid.correction(
                20,
                List.of(all),
                new RowChange.Inserted(new RowRef("items", "new"), "q", row),
                new RowChange.Deleted(new RowRef("items", "hidden"), "q", JsonValue.EMPTY_JSON_OBJECT));
        assertThat(outcome(cid.send(correction), correction)).isEqualTo(Outcome.APPLIED);
        assertThat(values("id, x")).containsExactly("(new,5)", "(private,3)", "(shared,1)");
    }

    @Test
    void nothingIsAcceptedForActionsThatReplayForTheirAuthorOnly() {
        LogEntry mine = ann.at(11, new LabelMine.Args("8"));
        ann.sync(mine);
        cid.receive();
        LogEntry correction = cid.correction(20, List.of(mine), label("hidden", "q", "8"));
        assertThat(outcome(cid.send(correction), correction)).isEqualTo(Outcome.ADAPTED);
        assertThat(known(correction)).isEmpty();
    }

    @Test
    void changesThatDoNotFitTheRowAreDropped() {
        LogEntry correction = cid.correction(20, List.of(all), label("gone", "q", "7"));
        assertThat(outcome(cid.send(correction), correction)).isEqualTo(Outcome.ADAPTED);
        assertThat(known(correction)).isEmpty();
    }

    @Test
    void theLogHoldsThemInTheFormOfCapturedChanges() {
        JsonObject spelt = Json.createObjectBuilder()
                .add("id", "another")
                .add("t", 7)
                .add("due", "2024-01-01T00:00:00+02:00")
                .build();
        LogEntry correction = cid.correction(
                20,
                List.of(all),
                new RowChange.Updated(new RowRef("items", "hidden"), "q", spelt, JsonValue.EMPTY_JSON_OBJECT),
                new RowChange.Inserted(
                        new RowRef("items", "new"),
                        "q",
                        Json.createObjectBuilder().add("x", "5").build()));
        assertThat(outcome(cid.send(correction), correction)).isEqualTo(Outcome.APPLIED);
        assertThat(known(correction))
                .containsExactly(
                        "(hidden,\"{\"\"t\"\": \"\"7\"\", \"\"due\"\": \"\"2023-12-31T22:00:00Z\"\"}\")",
                        "(new,\"{\"\"t\"\": null, \"\"x\"\": 5, \"\"id\"\": \"\"new\"\", \"\"due\"\": null, \"\"price\"\": null}\")");
        assertThat(log("_tag")).last().isEqualTo("(_InternalCorrectionApply)");
        assertThat(log("client_id")).doesNotContain("(server)");
    }

    @Test
    void theSameCorrectionAgainChangesNothing() {
        LogEntry correction = cid.correction(20, List.of(all), label("hidden", "q", "7"));
        cid.send(correction);
        long head = head();
        assertThat(outcome(cid.send(correction), correction)).isEqualTo(Outcome.APPLIED);
        assertThat(head()).isEqualTo(head);
    }

    @Nested
    @DisplayName("at their place in a changed history")
    class AtTheirPlace {

        private LogEntry correction;

        @BeforeEach
        void cidContributes() {
            correction = cid.correction(20, List.of(all), label("hidden", "q", "7"));
            cid.send(correction);
        }

        @Test
        void theyAreUndoneAndAppliedAgain() {
            bob.sync(bob.at(5, new Create.Args("late", "p", 9)));
            assertThat(values("id, t")).containsExactly("(hidden,7)", "(late,7)", "(private,)", "(shared,7)");
        }

        @Test
        void unseenRecordsOverrideThem() {
            Replica tablet = new Replica(server, "cid", "cid-2");
            tablet.sync(tablet.at(15, new Label.Args("hidden", "mine")));
            assertThat(values("id, t")).contains("(hidden,mine)");
        }

        @Test
        void unseenRecordsOverrideThemEachTimeTheyAreAppliedAgain() {
            Replica tablet = new Replica(server, "cid", "cid-2");
            tablet.sync(tablet.at(15, new Label.Args("hidden", "mine")));
            bob.sync(bob.at(5, new Create.Args("late", "p", 9)));
            assertThat(values("id, t")).contains("(hidden,mine)");
        }

        @Test
        void laterRecordsOverrideThem() {
            cid.sync(cid.at(30, new Label.Args("hidden", "later")));
            bob.sync(bob.at(5, new Create.Args("late", "p", 9)));
            assertThat(values("id, t")).contains("(hidden,later)");
        }
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
}
