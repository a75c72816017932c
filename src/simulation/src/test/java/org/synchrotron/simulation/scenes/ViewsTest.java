package org.synchrotron.simulation.scenes;

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
@ExtendWith(Stage.Keeper.class)
class ViewsTest {

    /** Anna has a private row, and Ben has none: the action writes the one row or the other. */
    @ParameterizedTest
    @CsvSource({"a0, p1, p2", "b0, p2, p1"})
    void whatAPrivateRowDecidesIsDecidedInTheAuthorsView(String author, String written, String spared, Stage stage) {
        try (Scene scene = stage.open("a0 b0 b1").play("do a0 create p1 0; do a0 create p2 0; do a0 create ua1 0")) {
            scene.sync("a0", "b0", "b1");

            scene.play("do " + author + " signpost p1 p2 chosen").sync(author).rest();

            scene.everywhere(written, "tag", "chosen").everywhere(spared, "tag", "");
            assertThat(scene.corrections()).isEmpty();
            assertThat(scene.dump("b0")).noneMatch(line -> line.contains("ua1"));
        }
    }

    @Test
    void whatIsFoundInSharedRowsIsOfferedOnceAndDropped(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0; do a0 create p2 0; do a0 create ua1 0")) {
            scene.sync("a0", "b0")
                    .play("do a0 signpost p1 p2 chosen")
                    .sync("a0", "b0", "b0")
                    .rest();

            assertThat(scene.uploaded()).filteredOn(ActionRecord::isCorrection).hasSize(1);
            assertThat(scene.corrections()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"a0, b0", "b0, a0"})
    void aSharedFieldHoldsWhatItsLastWriterSawWhoeverUploadsFirst(String first, String second, Stage stage) {
        try (Scene scene =
                stage.open("a0 b0 c0").play("do a0 create p1 0; do a0 create ua1 0; do a0 write ua1 Anna's")) {
            scene.play("do b0 create ub1 0; do b0 write ub1 Ben's").sync("a0", "b0", "c0");

            scene.play("do a0 copyprivate p1; do b0 copyprivate p1")
                    .sync(first, second)
                    .rest();

            scene.everywhere("p1", "t", "PBen's");
            assertThat(scene.uploaded()).noneMatch(ActionRecord::isCorrection);
        }
    }

    @Test
    void noPrivateTextGetsIntoASharedFieldBySomebodyElsesReplay(Stage stage) {
        try (Scene scene =
                stage.open("a0 b0 c0").play("do a0 create p1 0; do b0 create ub1 0; do b0 write ub1 secret")) {
            scene.sync("a0", "b0", "c0")
                    .play("do b0 append p1 v; do a0 copyprivate p1")
                    .sync("a0", "b0")
                    .rest();

            scene.everywhere("p1", "t", "P").everywhere("ub1", "t", "secret");
            assertThat(List.of("a0", "c0"))
                    .allSatisfy(client -> assertThat(scene.dump(client)).noneMatch(line -> line.contains("secret")));
        }
    }

    /** Anna puts a row beside each that she sees, and deletes the large ones. */
    @Test
    void rowsThatOnlyAnothersReplayCreatesOrDeletesAreContributedWhereTheAuthorCouldNotSee(Stage stage) {
        try (Scene scene =
                stage.open("a0 b0 b1 c0").play("do a0 create p1 0; do b0 create ub1 0; do b0 create ub2 20")) {
            scene.sync("a0", "b0", "b1", "c0");

            scene.play("do a0 sweep 4").sync("a0", "b0").rest();

            scene.everywhere("p1b", "x", 4).everywhere("ub1b", "x", 4).nowhere("ub2");
            Entry contributed = scene.corrections().get(0);
            assertThat(scene.corrections()).hasSize(1);
            assertThat(contributed.client()).isEqualTo("b0");
            assertThat(contributed.args().getJsonArray("appliedActionIds").getString(0))
                    .isEqualTo(scene.only("sweep").id());
            assertThat(contributed.changes())
                    .extracting(Change::row, Change::kind)
                    .containsExactlyInAnyOrder(tuple("items/ub1b", Kind.INSERT), tuple("items/ub2", Kind.DELETE));
            assertThat(scene.dump("a0")).noneMatch(line -> line.contains("ub1") || line.contains("ub2"));
        }
    }

    @ParameterizedTest
    @CsvSource({"tagall, seen", "quiettag, ''"})
    void aPrivateRowIsReachedByAnothersActionUnlessThatIsItsAuthorsOnly(String action, String tag, Stage stage) {
        try (Scene scene = stage.open("a0 b0")
                .play("do a0 create p1 0; do b0 create ub1 0")
                .sync("a0", "b0")) {
            scene.play("do a0 " + action + " seen").sync("a0", "b0").rest();

            scene.everywhere("p1", "tag", "seen").everywhere("ub1", "tag", tag);
            assertThat(scene.corrections())
                    .flatExtracting(Entry::changes)
                    .extracting(Change::row)
                    .isEqualTo(tag.isEmpty() ? List.of() : List.of("items/ub1"));
        }
    }

    /** Ben has something pending from before, so he runs Anna's action, which does something else in his view. */
    @Test
    void whatAReplayOmitsIsThereOnceNothingIsPending(Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0; do a0 create p2 0; do a0 create ua1 0")) {
            scene.sync("a0", "b0")
                    .play("do b0 write p2 early; do a0 signpost p1 p2 chosen")
                    .sync("a0");

            long before = scene.cursor("b0");
            scene.at("online b0").passUntil(() -> scene.cursor("b0") > before);
            assertThat(scene.rows("b0").get("items/p1").orElseThrow().cells()).containsEntry("tag", "\"\"");
            assertThat(scene.rows("b0").get("items/p2").orElseThrow().cells()).containsEntry("tag", "\"chosen\"");

            scene.rest()
                    .everywhere("p1", "tag", "chosen")
                    .everywhere("p2", "tag", "")
                    .everywhere("p2", "t", "early");
            assertThat(scene.corrections()).isEmpty();
        }
    }

    /** Of everybody's devices the second cannot run it. */
    @Test
    void whereTheLogicThrowsTheKnownEffectsCount(Stage stage) {
        try (Scene scene = stage.open("a0 b1").play("do a0 create p1 0").sync("a0", "b1")) {
            scene.play("do b1 add p1 1; do a0 fragile p1 5").sync("a0", "b1").rest();

            scene.everywhere("p1", "x", 6).everywhere("p1", "t", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a0 b0", "b0 a0"})
    void aRowKeepsItsIdWhenItsContentBecomesAnother(String order, Stage stage) {
        try (Scene scene = stage.open("a0 b0").play("do a0 create p1 0").sync("a0", "b0")) {
            scene.play("do b0 append p1 v; do a0 mirror p1");
            String mirror = onlyOther(scene, "a0");

            scene.sync(order.split(" ")).rest();

            scene.everywhere("p1", "t", "v").everywhere(mirror, "t", "v");
            assertThat(scene.rows().byName()).hasSize(2);
            assertThat(scene.only("mirror").changes())
                    .allMatch(change -> change.row().equals("items/" + mirror));
        }
    }

    private static String onlyOther(Scene scene, String client) {
        return scene.rows(client).byName().keySet().stream()
                .filter(row -> !row.equals("items/p1"))
                .findFirst()
                .orElseThrow()
                .substring("items/".length());
    }
}
