package org.synchrotron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.history.Entries.ROW;
import static org.synchrotron.history.Entries.deleted;
import static org.synchrotron.history.Entries.inserted;
import static org.synchrotron.history.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

class NetEffectsTest {

    private static final RowRef OTHER = new RowRef("todos", "r2");

    @Test
    void theOrderOfRowsDoesNotMatter() {
        assertThat(NetEffects.same(
                        List.of(updated(ROW, "x", 1), updated(OTHER, "x", 2)),
                        List.of(updated(OTHER, "x", 2), updated(ROW, "x", 1))))
                .isTrue();
    }

    @Test
    void severalChangesOfARowCountAsOne() {
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1), updated(ROW, "x", 3)), List.of(updated(ROW, "x", 3))))
                .isTrue();
        assertThat(NetEffects.same(
                        List.of(inserted(ROW, 1, "t"), updated(ROW, "x", 3)), List.of(inserted(ROW, 3, "t"))))
                .isTrue();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1), deleted(ROW)), List.of(deleted(ROW))))
                .isTrue();
    }

    @Test
    void anInsertionAndADeletionCountAsADeletion() {
        List<RowChange> insertedAndDeleted = List.of(inserted(ROW, 1, "t"), deleted(ROW));

        assertThat(NetEffects.same(insertedAndDeleted, List.of()))
                .as("if the row exists already, only the deletion has an effect")
                .isFalse();
        assertThat(NetEffects.same(insertedAndDeleted, List.of(deleted(ROW)))).isTrue();
        assertThat(NetEffects.same(
                        List.of(inserted(ROW, 1, "t"), deleted(ROW), inserted(ROW, 2, "u")),
                        List.of(inserted(ROW, 2, "u"))))
                .isTrue();
    }

    @Test
    void aReplacedRowDiffersFromAnInsertedOne() {
        List<RowChange> replaced = List.of(deleted(ROW), inserted(ROW, 1, "t"));

        assertThat(NetEffects.difference(replaced, List.of(inserted(ROW, 1, "t"))))
                .containsExactly(new DifferingCell(ROW, "#", null, JsonValue.TRUE));
        assertThat(NetEffects.same(replaced, List.of(updated(ROW, "x", 1)))).isFalse();
    }

    @Test
    void differingCellsAreSortedAndHoldBothValues() {
        assertThat(NetEffects.difference(
                        List.of(updated(OTHER, "x", 2), inserted(ROW, 1, "t")),
                        List.of(updated(OTHER, "y", 2), inserted(ROW, 3, "t"))))
                .containsExactly(
                        new DifferingCell(ROW, "x", Json.createValue(1), Json.createValue(3)),
                        new DifferingCell(OTHER, "x", Json.createValue(2), null),
                        new DifferingCell(OTHER, "y", null, Json.createValue(2)));
    }

    @Test
    void aRowWrittenByOneRunDiffersInAllWrittenCells() {
        assertThat(NetEffects.difference(List.of(), List.of(inserted(ROW, 1, "t"))))
                .extracting(DifferingCell::place)
                .containsExactly("todos.#", "todos.audience_key", "todos.t", "todos.x");
        assertThat(NetEffects.difference(List.of(updated(ROW, "x", 1)), List.of()))
                .extracting(DifferingCell::place)
                .containsExactly("todos.x");
        assertThat(NetEffects.difference(List.of(updated(ROW, "x", 1)), List.of(deleted(ROW))))
                .containsExactly(
                        new DifferingCell(ROW, "#", null, JsonValue.FALSE),
                        new DifferingCell(ROW, "x", Json.createValue(1), null));
    }

    @Test
    void effectsWithDifferentAudiencesDiffer() {
        RowChange here = new RowChange.Updated(ROW, "u:a", JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);
        RowChange there = new RowChange.Updated(ROW, "u:b", JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);

        assertThat(NetEffects.difference(List.of(here), List.of(there)))
                .containsExactly(
                        new DifferingCell(ROW, "audience_key", Json.createValue("u:a"), Json.createValue("u:b")));
    }

    @Test
    void numbersCompareByTheirDigits() {
        assertThat(NetEffects.same(List.of(number("1.50")), List.of(number("1.5"))))
                .isFalse();
        assertThat(NetEffects.same(List.of(number("1.5E2")), List.of(number("150"))))
                .isTrue();
        assertThat(NetEffects.same(List.of(number("1.50")), List.of(number("1.51"))))
                .isFalse();
    }

    private static RowChange number(String digits) {
        JsonObject patch =
                Json.createObjectBuilder().add("price", new BigDecimal(digits)).build();
        return new RowChange.Updated(ROW, "team", patch, JsonValue.EMPTY_JSON_OBJECT);
    }

    @Test
    void numbersInsideJsonCompareByTheirDigits() {
        RowChange one = nested(Json.createValue(new BigDecimal("1.0E10")));
        RowChange same = nested(Json.createValue(10_000_000_000L));
        RowChange other = nested(Json.createValue(10_000_000_001L));
        assertThat(NetEffects.same(List.of(one), List.of(same))).isTrue();
        assertThat(NetEffects.same(List.of(one), List.of(other))).isFalse();
        assertThat(NetEffects.same(List.of(one), List.of(nested(JsonValue.NULL))))
                .isFalse();
    }

    private static RowChange nested(JsonValue value) {
        JsonObject inner = Json.createObjectBuilder()
                .add("list", Json.createArrayBuilder().add(1).add(value))
                .build();
        JsonObject forward = Json.createObjectBuilder().add("data", inner).build();
        return new RowChange.Updated(ROW, "p", forward, JsonValue.EMPTY_JSON_OBJECT);
    }

    @Test
    void effectsWithDifferentValuesColumnsOrRowsDiffer() {
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of(updated(ROW, "x", 2))))
                .isFalse();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of(updated(ROW, "y", 1))))
                .isFalse();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of(updated(OTHER, "x", 1))))
                .isFalse();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of())).isFalse();
        assertThat(NetEffects.same(List.of(), List.of(deleted(ROW)))).isFalse();
    }
}
