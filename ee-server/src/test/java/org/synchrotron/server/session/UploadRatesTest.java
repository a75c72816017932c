package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

/** How much a user may upload per minute, and how others fare beside. */
class UploadRatesTest extends ServerTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private long now;

    private static UploadAnswer.Accepted ranAgain(int records) {
        return new UploadAnswer.Accepted(1, Map.of(), List.of(), records);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** The time may have any origin, and overflow. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE})
    void uploadsOfAMinuteMayComeAtOnceAndThenEvenly(long origin) {
        now = origin;
        UploadRates rates = new UploadRates(6, 100, () -> now);
        for (int i = 0; i < 6; i++) {
            assertThat(rates.next(ANN)).isZero();
        }
        Duration wait = rates.next(ANN);
        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(rates.next(BOB)).isZero();
        pass(wait);
        assertThat(rates.next(ANN)).isZero();
        assertThat(rates.next(ANN)).isPositive();
        pass(Duration.ofMinutes(10));
        for (int i = 0; i < 6; i++) {
            assertThat(rates.next(ANN)).isZero();
        }
        assertThat(rates.next(ANN)).isPositive();
    }

    @Test
    void whatRanAgainIsPaidAfterwards() {
        UploadRates rates = new UploadRates(1_000, 100, () -> now);
        rates.count(ANN, ranAgain(10));
        assertThat(rates.isCostly(ANN)).isFalse();
        rates.count(ANN, ranAgain(290));
        assertThat(rates.isCostly(ANN)).isTrue();
        assertThat(rates.isCostly(BOB)).isFalse();
        assertThat(rates.next(ANN)).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
        pass(Duration.ofSeconds(121));
        assertThat(rates.next(ANN)).isZero();
        pass(Duration.ofMinutes(1));
        assertThat(rates.isCostly(ANN)).isFalse();
    }

    @Test
    void whoHasUploadedEnoughIsToldWhenToComeAgainAndNothingIsLost() {
        UploadLine line = new UploadLine(server, entry -> {}, new UploadRates(3, 100, () -> now));
        List<LogEntry> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            records.add(ann.at(i, new Create.Args("row-" + i, "p", 1)));
        }
        int waits = 0;
        for (LogEntry each : records) {
            ServerMessage answer = line.take(ann.upload(each)).get(0);
            while (answer instanceof Refused busy) {
                assertThat(busy.code()).isEqualTo(Refusal.BUSY);
                assertThat(busy.retryAfterMs()).isBetween(1L, 60_000L);
                pass(Duration.ofMillis(requireNonNull(busy.retryAfterMs())));
                waits++;
                answer = line.take(ann.upload(each)).get(0);
            }
            assertThat(answer).isInstanceOf(Accepted.class);
        }
        assertThat(waits).isEqualTo(7);
        assertThat(log("id")).hasSize(10);
        assertThat(line.take(bob.upload(bob.at(0, new Add.Args("row-1", 1)))).get(0))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void aLateUploadIsChargedWithTheRecordsThatItMakesRunAgain() {
        UploadLine line = new UploadLine(server, entry -> {}, new UploadRates(100, 10, () -> now));
        ann.send(ann.at(0, new Create.Args("a", "p", 1)));
        for (int i = 10; i < 25; i++) {
            ann.send(ann.at(i, new Add.Args("a", 1)));
        }
        Replica late = new Replica(server, "bob", "bob-2");
        assertThat(line.take(late.upload(late.at(5, new Add.Args("a", 1)))).get(0))
                .isInstanceOf(Accepted.class);
        assertThat(UploadLine.refusal(line.take(late.upload(late.at(30, new Add.Args("a", 1))))
                        .get(0)))
                .isEqualTo(Refusal.BUSY);
        assertThat(line.take(ann.upload(ann.at(31, new Add.Args("a", 1)))).get(0))
                .isInstanceOf(Accepted.class);
    }
}
