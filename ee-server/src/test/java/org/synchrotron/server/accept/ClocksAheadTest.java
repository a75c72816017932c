package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.RecordTable;

/** Clocks, counters and timestamps of records that run ahead. */
class ClocksAheadTest extends ServerTest {

    private static final long LEAP = RecordTable.LONGEST_LEAP;

    private static LogEntry counting(LogEntry entry, long counter) {
        HybridTimestamp clock = new HybridTimestamp(entry.record().clock().timeMs(), counter);
        return new LogEntry(entry.record().stamped(entry.record().client(), clock), null, entry.effects());
    }

    private LogEntry counting(long offset, long counter) {
        return counting(ann.at(offset, new Create.Args("row-" + offset + "-" + counter, "p", 1)), counter);
    }

    private Refusal code(LogEntry entry) {
        return refusal(ann.send(entry)).code();
    }

    @Test
    void aCounterMayLeadTheHighestOfTheLogByALittleOnly() {
        assertThat(code(counting(0, LEAP + 1))).isEqualTo(Refusal.COUNTER_AHEAD);
        assertThat(ann.send(counting(0, LEAP))).isInstanceOf(Accepted.class);
        assertThat(code(counting(1, 2 * LEAP + 1))).isEqualTo(Refusal.COUNTER_AHEAD);
        assertThat(ann.send(counting(1, 2 * LEAP))).isInstanceOf(Accepted.class);
    }

    @Test
    void theHighestCounterNeedNotBeThatOfTheLastRecord() {
        ann.send(counting(-10, LEAP));
        ann.send(counting(-9, 2 * LEAP));
        ann.send(counting(0, 7));
        assertThat(ann.send(counting(1, 3 * LEAP))).isInstanceOf(Accepted.class);
        assertThat(code(counting(2, 4 * LEAP + 1))).isEqualTo(Refusal.COUNTER_AHEAD);
    }

    @Test
    void aLogWhoseCountersAreUsedUpStopsNobody() {
        ann.send(counting(0, 1));
        server.database.administer("update synchrotron.action_records set clock_counter = " + Long.MAX_VALUE);
        LogEntry last = counting(1, HybridTimestamp.HIGHEST_COUNTER);
        assertThat(ann.send(last)).isInstanceOf(Accepted.class);
        assertThat(bob.send(bob.at(-5, new Create.Args("late", "p", 1)))).isInstanceOf(Accepted.class);
        assertThat(server.execute("cid", new Add.Args("late", 1))
                        .entry()
                        .record()
                        .clock())
                .isGreaterThan(last.record().clock());
        assertThat(code(counting(9, HybridTimestamp.HIGHEST_COUNTER + 1))).isEqualTo(Refusal.COUNTER_AHEAD);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 300000, true", // ahead of the server and of its clock by the drift
        "0, 300001, false",
        "300000, 300001, false", // ahead of the server
        "-1000, 299000, true",
        "-1000, 299001, false", // ahead of its own clock
        "0, -1000000000, true", // late: that is data
    })
    void aTimestampMayBeAheadByTheDriftOnly(long clock, long timestamp, boolean accepted) {
        LogEntry entry = Replica.with(
                ann.at(clock, new Create.Args("a", "p", 1)), "timestamp", Json.createValue(TestServer.NOW + timestamp));
        UploadAnswer answer = ann.send(entry);
        if (accepted) {
            assertThat(answer).isInstanceOf(Accepted.class);
        } else {
            assertThat(refusal(answer))
                    .satisfies(no -> assertThat(no.code()).isEqualTo(Refusal.TIMESTAMP_AHEAD))
                    .satisfies(no ->
                            assertThat(no.record()).isEqualTo(entry.record().id()));
        }
    }
}
