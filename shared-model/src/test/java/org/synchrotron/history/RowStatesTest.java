package org.synchrotron.history;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

class RowStatesTest {

    private static final List<RowRef> ROWS =
            IntStream.range(0, 5).mapToObj(row -> new RowRef("t", "r" + row)).toList();

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changesTurnOneStateIntoTheOtherAndTheirInversesBack(long seed) {
        Random random = new Random(seed);
        RowStates have = states(random);
        RowStates want = states(random);
        List<RowChange> changes = have.changesTo(want);
        changes.forEach(have::apply);
        assertThat(rows(have)).isEqualTo(rows(want));
        assertThat(have.changesTo(want)).isEmpty();
        RowStates original = states(new Random(seed));
        for (int last = changes.size() - 1; last >= 0; last--) {
            have.apply(changes.get(last).inverse());
        }
        assertThat(rows(have)).isEqualTo(rows(original));
    }

    private static List<Optional<RowStates.RowState>> rows(RowStates states) {
        return ROWS.stream().map(states::get).toList();
    }

    private static RowStates states(Random random) {
        RowStates states = new RowStates();
        for (RowRef row : ROWS) {
            if (random.nextInt(3) > 0) {
                JsonObjectBuilder columns = Json.createObjectBuilder();
                for (String column : List.of("a", "b", "c")) {
                    columns.add(column, random.nextBoolean() ? JsonValue.NULL : Json.createValue(random.nextInt(3)));
                }
                states.put(row, new RowStates.RowState(random.nextInt(4) == 0 ? "q" : "p", columns.build()));
            }
        }
        return states;
    }
}
