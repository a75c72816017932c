package org.synchrotron.demo.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowChangeCountsTest {

    @Test
    void differencesNameMissingAndAdditionalRowChanges() {
        RowChangeCounts held = new RowChangeCounts(new TreeMap<>(Map.of("docs", 3L, "core", 2L, "secret", 1L)));
        RowChangeCounts expected = new RowChangeCounts(new TreeMap<>(Map.of("docs", 3L, "core", 4L, "own", 5L)));

        assertThat(held.differences(expected))
                .containsExactly(
                        "its log has 2 row changes of core instead of 4",
                        "its log has 0 row changes of own instead of 5",
                        "its log has 1 row changes of secret instead of 0");
        assertThat(held.differences(held)).isEmpty();
    }
}
