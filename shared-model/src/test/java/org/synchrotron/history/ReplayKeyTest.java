package org.synchrotron.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;

class ReplayKeyTest {

    private static final String LOW = "00000000-0000-4000-8000-000000000001";
    private static final String HIGH = "f0000000-0000-4000-8000-000000000001";

    private static ReplayKey key(long timeMs, long counter, String client, String id) {
        return new ReplayKey(new HybridTimestamp(timeMs, counter), new ClientId(client), new ActionId(id));
    }

    @Test
    void timeDecidesThenTheCounterThenTheClientThenTheId() {
        List<ReplayKey> ordered = List.of(
                key(1, 9, "z", HIGH),
                key(2, 1, "z", HIGH),
                key(2, 2, "Z", HIGH),
                key(2, 2, "a", HIGH),
                key(2, 2, "b", LOW),
                key(2, 2, "b", HIGH));

        assertThat(ordered.stream().sorted()).containsExactlyElementsOf(ordered);
        assertThat(Stream.iterate(5, i -> i - 1).limit(6).map(ordered::get).sorted())
                .containsExactlyElementsOf(ordered);
    }

    @Test
    void nothingIsBeforeItself() {
        ReplayKey key = key(2, 2, "a", LOW);
        ReplayKey later = key(2, 2, "a", HIGH);

        assertThat(key.isBefore(later)).isTrue();
        assertThat(later.isBefore(key)).isFalse();
        assertThat(key.isBefore(key(2, 2, "a", LOW))).isFalse();
    }
}
