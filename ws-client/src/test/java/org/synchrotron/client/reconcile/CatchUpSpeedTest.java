package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.Entries;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Prints figures; asserts no times. */
@DisplayName("How fast a replica catches up")
class CatchUpSpeedTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final int RECORDS_PER_DELIVERY = 200;
    private static final int CHANGES_PER_RECORD = 9;

    @TempDir
    Path directory;

    @Test
    void tensOfThousandsOfRowChanges() throws Exception {
        try (Bench bench = new Bench(directory.resolve("alice.db"))) {
            for (int round = 0; round < 5; round++) {
                catchUp(bench, round * 2_000, 2_000, "nothing pending, round " + round);
            }
            bench.wall(50_000_000);
            bench.alice().perform(new Increment.Args("none", 1));
            late(bench, 10_000, 100);
            assertThat(bench.texts("SELECT count(*) FROM synchrotron_action_records"))
                    .containsExactly("10101");
        }
    }

    private static void catchUp(Bench bench, int from, int records, String what) {
        List<String> messages = new ArrayList<>();
        for (int i = from; i < from + records; i += RECORDS_PER_DELIVERY) {
            messages.add(CODEC.write(delivery(i)));
        }
        long start = cpuNanos();
        long reading = 0;
        for (String message : messages) {
            long before = cpuNanos();
            Delivery delivery = (Delivery) CODEC.readFromServer(message);
            reading += cpuNanos() - before;
            bench.alice().receive(delivery);
        }
        print(what, records * CHANGES_PER_RECORD, cpuNanos() - start, reading);
    }

    private static void late(Bench bench, int ingest, int records) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            entries.add(entry(ingest + i, 1_000L + 9_000 + i));
        }
        long start = cpuNanos();
        var received = bench.alice()
                .receive(new Delivery(
                        Bench.ALICE,
                        AudiencesDigest.of(Set.of()),
                        ingest,
                        ingest + records,
                        ingest + records,
                        Bench.PLACE,
                        entries,
                        List.of()));
        System.out.printf(
                "late arrival: %d records before %d others, %d undone, in %.0f ms of CPU%n",
                records, 1_000, received.replayed().undone(), (cpuNanos() - start) / 1e6);
    }

    private static Delivery delivery(int from) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = from; i < from + RECORDS_PER_DELIVERY; i++) {
            entries.add(entry(i, 1_000L + i));
        }
        return new Delivery(
                Bench.ALICE,
                AudiencesDigest.of(Set.of()),
                from,
                from + RECORDS_PER_DELIVERY,
                1_000_000,
                Bench.PLACE,
                entries,
                List.of());
    }

    private static LogEntry entry(int number, long time) {
        RowChange[] changes = new RowChange[CHANGES_PER_RECORD];
        for (int change = 0; change < CHANGES_PER_RECORD; change++) {
            int row = (number * 7 + change * 13) % 3_000;
            changes[change] = number < 2_000
                    ? Entries.inserted("r" + row + "-" + change, "team", "some text of a row", number)
                    : Entries.updated("r" + row + "-" + change, "team", Entries.number(number));
        }
        return Entries.bobs("speed-" + number, "unknown_v1", time, number + 1L, JsonValue.EMPTY_JSON_OBJECT, changes);
    }

    /** Of this thread: other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(String what, int changes, long nanos, long reading) {
        System.out.printf(
                "catching up, %s: %,d row changes per CPU second (%,d in %.0f ms of CPU, of it JSON %.0f ms)%n",
                what, changes * 1_000_000_000L / nanos, changes, nanos / 1e6, reading / 1e6);
    }
}
