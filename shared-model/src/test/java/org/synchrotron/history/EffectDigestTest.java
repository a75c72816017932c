package org.synchrotron.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.history.Entries.ROW;
import static org.synchrotron.history.Entries.deleted;
import static org.synchrotron.history.Entries.inserted;
import static org.synchrotron.history.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

class EffectDigestTest {

    private static final RowRef OTHER = new RowRef("todos", "r2");

    /** Two values in a line are the same in their number of digits after the point, or differ in it. */
    private static final List<String> VALUES = List.of(
            "1",
            "1e0",
            "10e-1",
            "1.0",
            "1.00",
            "100",
            "1e2",
            "0",
            "0.0",
            "-0",
            "1e400",
            "true",
            "false",
            "null",
            "\"1\"",
            "\"\"",
            "\"a\\n\"",
            "[]",
            "[1]",
            "[[1]]",
            "[1,2]",
            "[12]",
            "{}",
            "{\"a\":1}",
            "{\"a\":1,\"b\":2}",
            "{\"b\":2,\"a\":1}",
            "{\"a\":{\"b\":2}}",
            "\"\\ud83d\\ude00\"");

    @Test
    void twoListsHaveOneDigestExactlyIfTheyComeToTheSame() {
        Random random = new Random(7);
        List<List<RowChange>> lists =
                Stream.generate(() -> some(random)).limit(150).toList();
        int same = 0;
        for (List<RowChange> some : lists) {
            for (List<RowChange> other : lists) {
                boolean equal = NetEffects.same(some, other);
                same += equal ? 1 : 0;
                assertThat(EffectDigest.of(some).equals(EffectDigest.of(other)))
                        .as(some + " and " + other)
                        .isEqualTo(equal);
            }
        }
        assertThat(same).as("pairs that come to the same").isGreaterThan(lists.size() + 100);
    }

    @Test
    void twoValuesHaveOneDigestExactlyIfTheyAreTheSame() {
        for (String some : VALUES) {
            for (String other : VALUES) {
                assertThat(EffectDigest.of(List.of(written(some))).equals(EffectDigest.of(List.of(written(other)))))
                        .as(some + " and " + other)
                        .isEqualTo(NetEffects.same(List.of(written(some)), List.of(written(other))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999"})
    void aHugeExponentCostsNothing(String number) {
        assertThat(EffectDigest.of(List.of(written(Json.createValue(new BigDecimal(number))))))
                .hasSize(43);
    }

    /** The form is part of the protocol: a client of an older library must compute the same. */
    @Test
    void theFormStays() {
        assertThat(EffectDigest.of(List.of())).isEqualTo("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
        assertThat(EffectDigest.of(List.of(
                        inserted(ROW, 3, "t"), updated(OTHER, Map.of("x", 120)), deleted(new RowRef("a", "b")))))
                .isEqualTo("PPO42oKNvVoaJETI976Nxu7L608gZwRupyFhkEvyRas");
    }

    private static RowChange written(String json) {
        return written(requireNonNull(JsonText.read("{\"x\":" + json + "}").get("x")));
    }

    private static RowChange written(JsonValue value) {
        return new RowChange.Updated(
                ROW,
                Entries.AUDIENCE,
                Json.createObjectBuilder().add("x", value).build(),
                JsonObject.EMPTY_JSON_OBJECT);
    }

    private static List<RowChange> some(Random random) {
        List<RowChange> changes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            RowRef row = random.nextBoolean() ? ROW : OTHER;
            changes.add(
                    switch (random.nextInt(3)) {
                        case 0 -> inserted(row, random.nextInt(2), "t");
                        case 1 -> updated(row, Map.of(random.nextBoolean() ? "x" : "y", random.nextInt(2)));
                        default -> deleted(row);
                    });
        }
        return changes;
    }
}
