package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Change.Kind;
import org.synchrotron.simulation.oracle.Entry;

/** Users see different rows, so the same action does different things on their replicas. */
@ExtendWith(Scenarios.Resolver.class)
class ViewsTest {

    /** User a has a private row, user b has none, so the action writes one row or the other. */
    @ParameterizedTest
    @CsvSource({"a0, p1, p2", "b0, p2, p1"})
    void privateRowsDecideInTheAuthorsView(String author, String written, String spared, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0 b1").perform("do a0 create p1 0; do a0 create p2 0; do a0 create ua1 0")) {
            scenario.sync("a0", "b0", "b1");

            scenario.perform("do " + author + " signpost p1 p2 chosen")
                    .sync(author)
                    .drain();

            scenario.requireEverywhere(written, "tag", "chosen").requireEverywhere(spared, "tag", "");
            assertThat(scenario.corrections()).isEmpty();
            assertThat(scenario.dump("b0")).noneMatch(line -> line.contains("ua1"));
        }
    }

    @Test
    void sharedRowsKeepWhatTheAuthorsRunDid(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0; do a0 create p2 0; do a0 create ua1 0")) {
            scenario.sync("a0", "b0")
                    .perform("do a0 signpost p1 p2 chosen")
                    .sync("a0", "b0", "b0")
                    .drain();

            scenario.requireEverywhere("p1", "tag", "chosen").requireEverywhere("p2", "tag", "");
            assertThat(scenario.uploadedRecords()).noneMatch(ActionRecord::isCorrection);
            assertThat(scenario.corrections()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"a0, b0", "b0, a0"})
    void sharedFieldHoldsWhatItsLastWriterSawInEitherUploadOrder(String first, String second, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0 c0").perform("do a0 create p1 0; do a0 create ua1 0; do a0 write ua1 Anna's")) {
            scenario.perform("do b0 create ub1 0; do b0 write ub1 Ben's").sync("a0", "b0", "c0");

            scenario.perform("do a0 copyprivate p1; do b0 copyprivate p1")
                    .sync(first, second)
                    .drain();

            scenario.requireEverywhere("p1", "t", "PBen's");
            assertThat(scenario.uploadedRecords()).noneMatch(ActionRecord::isCorrection);
        }
    }

    @Test
    void replayByAnotherUserWritesNoPrivateTextIntoASharedField(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0 c0").perform("do a0 create p1 0; do b0 create ub1 0; do b0 write ub1 secret")) {
            scenario.sync("a0", "b0", "c0")
                    .perform("do b0 append p1 v; do a0 copyprivate p1")
                    .sync("a0", "b0")
                    .drain();

            scenario.requireEverywhere("p1", "t", "P").requireEverywhere("ub1", "t", "secret");
            assertThat(List.of("a0", "c0"))
                    .allSatisfy(client -> assertThat(scenario.dump(client)).noneMatch(line -> line.contains("secret")));
        }
    }

    /** User a deletes the large rows that they see, and inserts a second row for each other one. */
    @Test
    void serverChangesRowsThatTheAuthorCouldNotSeeOnceAnotherUserReadsOn(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0 b1 c0").perform("do a0 create p1 0; do b0 create ub1 0; do b0 create ub2 20")) {
            scenario.sync("a0", "b0", "b1", "c0");

            scenario.perform("do a0 sweep 4").sync("a0", "b0").drain();

            scenario.requireEverywhere("p1b", "x", 4)
                    .requireEverywhere("ub1b", "x", 4)
                    .requireNowhere("ub2");
            assertThat(scenario.uploadedRecords()).noneMatch(ActionRecord::isCorrection);
            Entry correction = scenario.corrections().get(0);
            assertThat(scenario.corrections()).hasSize(1);
            assertThat(correction.client()).isEqualTo(Entry.SERVER);
            assertThat(correction.args().getJsonArray("appliedActionIds").getString(0))
                    .isEqualTo(scenario.onlyRecord("sweep").id());
            assertThat(correction.changes())
                    .extracting(Change::row, Change::kind)
                    .containsExactlyInAnyOrder(tuple("items/ub1b", Kind.INSERT), tuple("items/ub2", Kind.DELETE));
            assertThat(scenario.dump("a0")).noneMatch(line -> line.contains("ub1") || line.contains("ub2"));
        }
    }

    /** Both see q; the rows there get what the view of user b gives, whoever reads first. */
    @ParameterizedTest
    @CsvSource({"b0, c0", "c0, b0"})
    void furtherViewsRunInTheOrderOfTheUsers(String first, String second, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0 c0").perform("do a0 create p1 0; do b0 create q1 0; do b0 create ub1 0")) {
            scenario.sync("a0", "b0", "c0");

            scenario.perform("do a0 addall 5")
                    .sync("a0", first, second)
                    .perform("do a0 addall 2")
                    .drain();

            scenario.requireEverywhere("p1", "x", 7)
                    .requireEverywhere("q1", "x", 7)
                    .requireEverywhere("ub1", "x", 7);
        }
    }

    @Test
    void lateRecordReachesHiddenRowsAgain(Scenarios scenarios) {
        try (Scenario scenario = scenarios
                .open("a0 b0 b1")
                .perform("do a0 create p1 0; do b0 create ub1 0")
                .sync("a0", "b0", "b1")) {
            scenario.perform("do b1 create ub2 0; do a0 addall 5")
                    .sync("a0", "b0")
                    .drain();

            scenario.requireEverywhere("p1", "x", 5)
                    .requireEverywhere("ub1", "x", 5)
                    .requireEverywhere("ub2", "x", 5);
        }
    }

    @ParameterizedTest
    @CsvSource({"tagall, seen", "quiettag, ''"})
    void actionChangesPrivateRowsOfOthersOnlyIfItAsksForThem(String action, String tag, Scenarios scenarios) {
        try (Scenario scenario = scenarios
                .open("a0 b0")
                .perform("do a0 create p1 0; do b0 create ub1 0")
                .sync("a0", "b0")) {
            scenario.perform("do a0 " + action + " seen").sync("a0", "b0").drain();

            scenario.requireEverywhere("p1", "tag", "seen").requireEverywhere("ub1", "tag", tag);
            assertThat(scenario.corrections())
                    .flatExtracting(Entry::changes)
                    .extracting(Change::row)
                    .isEqualTo(tag.isEmpty() ? List.of() : List.of("items/ub1"));
        }
    }

    /** User b has an earlier pending record, so their client runs user a's action, which does something else in b's view. */
    @Test
    void knownEffectsThatAReplayOmitsAppearOnceNothingIsPending(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0; do a0 create p2 0; do a0 create ua1 0")) {
            scenario.sync("a0", "b0")
                    .perform("do b0 write p2 early; do a0 signpost p1 p2 chosen")
                    .sync("a0");

            long before = scenario.cursor("b0");
            scenario.performNow("online b0").passUntil(() -> scenario.cursor("b0") > before);
            assertThat(scenario.rows("b0").get("items/p1").orElseThrow().cells())
                    .containsEntry("tag", "\"\"");
            assertThat(scenario.rows("b0").get("items/p2").orElseThrow().cells())
                    .containsEntry("tag", "\"chosen\"");

            scenario.drain()
                    .requireEverywhere("p1", "tag", "chosen")
                    .requireEverywhere("p2", "tag", "")
                    .requireEverywhere("p2", "t", "early");
            assertThat(scenario.corrections()).isEmpty();
        }
    }

    /** On every user's second device the fragile action throws. */
    @Test
    void knownEffectsAreAppliedWhereTheLogicThrows(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b1").perform("do a0 create p1 0").sync("a0", "b1")) {
            scenario.perform("do b1 add p1 1; do a0 fragile p1 5")
                    .sync("a0", "b1")
                    .drain();

            scenario.requireEverywhere("p1", "x", 6).requireEverywhere("p1", "t", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a0 b0", "b0 a0"})
    void rowKeepsItsIdWhenItsContentChanges(String order, Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p1 0").sync("a0", "b0")) {
            scenario.perform("do b0 append p1 v; do a0 mirror p1");
            String mirror = onlyOther(scenario, "a0");

            scenario.sync(order.split(" ")).drain();

            scenario.requireEverywhere("p1", "t", "v").requireEverywhere(mirror, "t", "v");
            assertThat(scenario.rows().byName()).hasSize(2);
            assertThat(scenario.onlyRecord("mirror").changes())
                    .allMatch(change -> change.row().equals("items/" + mirror));
        }
    }

    private static String onlyOther(Scenario scenario, String client) {
        return scenario.rows(client).byName().keySet().stream()
                .filter(row -> !row.equals("items/p1"))
                .findFirst()
                .orElseThrow()
                .substring("items/".length());
    }
}
