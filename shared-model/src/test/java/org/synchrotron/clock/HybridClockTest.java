package org.synchrotron.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HybridClockTest {

    private long wall = 1000;
    private final HybridClock clock = new HybridClock(() -> wall, HybridTimestamp.ZERO);

    @Test
    void readingsIncreaseWhileTimeStandsStill() {
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(1000, 1));
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(1000, 2));
    }

    @Test
    void theLatestReadingAndTheWallTimeAreAskedForWithoutTakingAReading() {
        HybridTimestamp reading = clock.tick();
        wall = 1500;

        assertThat(clock.last()).isEqualTo(reading);
        assertThat(clock.wallMillis()).isEqualTo(1500);
        clock.receive(new HybridTimestamp(2000, 0));
        assertThat(clock.last()).isEqualTo(new HybridTimestamp(2000, 1));
    }

    @Test
    void aReadingIsNeverBelowZero() {
        assertThat(new HybridTimestamp(0, 0)).isEqualTo(HybridTimestamp.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridTimestamp(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridTimestamp(0, -1));
    }

    @Test
    void readingsIncreaseWhenTimeGoesBack() {
        clock.tick();
        wall = 10;
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(1000, 2));
    }

    @Test
    void aReadingIsLaterThanThoseReceived() {
        clock.receive(new HybridTimestamp(5000, 3));
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(5000, 4));
        clock.receive(new HybridTimestamp(1, 90));
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(5000, 91));
    }

    @Test
    void aClockThatIsSetBackRepeatsNoReading() {
        wall = 90_000;
        clock.tick();
        wall = 1000;
        clock.rewindTo(new HybridTimestamp(1000, 1));
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(1000, 2));
    }

    @Test
    void aClockWhoseCounterIsUsedUpGoesOnByItsTime() {
        clock.receive(new HybridTimestamp(5000, Long.MAX_VALUE));
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(5001, HybridTimestamp.HIGHEST_COUNTER));
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(5002, HybridTimestamp.HIGHEST_COUNTER));
        wall = 9000;
        assertThat(clock.tick()).isEqualTo(new HybridTimestamp(9000, HybridTimestamp.HIGHEST_COUNTER));
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyReadingIsLaterThanAllThatItsClockHadSeen(long seed) {
        Random random = new Random(seed);
        HybridTimestamp latest = HybridTimestamp.ZERO;
        for (int step = 0; step < 200; step++) {
            wall = Math.max(0, wall + random.nextInt(2000) - 900);
            if (random.nextBoolean()) {
                HybridTimestamp remote = new HybridTimestamp(random.nextInt(20_000), random.nextInt(50));
                clock.receive(remote);
                latest = latest.compareTo(remote) > 0 ? latest : remote;
            } else {
                HybridTimestamp reading = clock.tick();
                assertThat(reading).isGreaterThan(latest);
                assertThat(reading.timeMs()).isGreaterThanOrEqualTo(wall);
                latest = reading;
            }
        }
    }
}
