package org.synchrotron.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The waits of a client")
class BackoffTest {

    private static final int DRAWS = 10_000;

    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), new Random(1));

    private static LongSummaryStatistics millis(Supplier<Duration> wait) {
        return Stream.generate(wait).limit(DRAWS).mapToLong(Duration::toMillis).summaryStatistics();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 200",
        "2, 400",
        "3, 800",
        "4, 1600",
        "7, 12800",
        "8, 25600",
        "9, 30000",
        "10, 30000",
        "1000, 30000",
        "2147483647, 30000"
    })
    void areSpreadEvenlyUpToABoundThatDoublesAndIsCapped(int attempt, long bound) {
        LongSummaryStatistics waits = millis(() -> backoff.before(attempt));

        assertThat(waits.getMin()).isBetween(0L, bound / 20);
        assertThat(waits.getMax()).isBetween(bound - bound / 20, bound);
        assertThat(waits.getAverage()).isCloseTo(bound / 2.0, within(bound / 20.0));
    }

    @Test
    void areNearTheLongestForWhatWillHardlyMendItself() {
        LongSummaryStatistics waits = millis(backoff::slow);

        assertThat(waits.getMin()).isBetween(15_000L, 16_000L);
        assertThat(waits.getMax()).isBetween(29_000L, 30_000L);
    }

    @Test
    void bringADeviceBackWithinThreeSecondsByDefault() {
        Backoff usual = Backoff.usual(new Random(1));

        assertThat(millis(() -> usual.before(100)).getMax()).isBetween(2_900L, 3_000L);
        assertThat(millis(usual::slow).getMin()).isBetween(15_000L, 16_000L);
        assertThat(usual.atMost(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(20));
        assertThat(usual.atMost(Duration.ofMinutes(20))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void haveBoundsThatRise() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, second, new Random()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(second, Duration.ofMillis(999), new Random()));
    }
}
