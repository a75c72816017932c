package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.ScheduleRunner;

/**
 * The server's database is restored to an earlier state while devices work, on and off the network. In the end every record that a device
 * executed is in the log, and every device holds what the server holds. {@code -Drestore.seeds=1000} tries so many.
 */
@DisplayName("After the server's database was restored")
class RestoreTest {

    private static final int SEEDS = Integer.getInteger("restore.seeds", 10);
    private static final List<String> DEVICES = List.of("a0", "a1", "b0", "c0");
    private static final List<String> ROWS = List.of("history 30 300 20", "rows 4 300 20", "rows 0 60 4");
    private static final List<String> ITEMS = List.of("p0", "p1", "s0");

    private static Postgres postgres;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void nothingThatADeviceExecutedIsLostAndAllHoldTheSame() {
        ScheduleChecker checker = new ScheduleChecker(new ScheduleRunner(postgres, MemoryDirectory.path()));
        for (long seed = 0; seed < SEEDS; seed++) {
            Schedule schedule = Schedule.read(schedule(seed));
            Optional<BrokenRule> broken = checker.check(schedule);
            if (broken.isPresent()) {
                throw checker.report(schedule, broken.get());
            }
        }
        assertThat(SEEDS).isPositive();
    }

    private static String schedule(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<String> steps = new ArrayList<>(List.of("online a0", "online b0", "do a0 create p0 1", "wait 2000"));
        some(random, steps, 15);
        steps.add("backup");
        some(random, steps, 5 + random.nextInt(25));
        steps.add("restore");
        some(random, steps, 5 + random.nextInt(25));
        return seed + " liveness none 500 1048576 " + ROWS.get(random.nextInt(ROWS.size())) + " | "
                + String.join("+0 ", DEVICES) + "+0 | " + String.join("; ", steps);
    }

    private static void some(Random random, List<String> steps, int number) {
        for (int i = 0; i < number; i++) {
            String device = DEVICES.get(random.nextInt(DEVICES.size()));
            String item = ITEMS.get(random.nextInt(ITEMS.size()));
            steps.add(
                    switch (random.nextInt(10)) {
                        case 0 -> "online " + device;
                        case 1 -> "offline " + device;
                        case 2, 3 -> "wait " + random.nextInt(3_000);
                        case 4 -> "do " + device + " create " + item + " " + random.nextInt(9);
                        case 5 -> "do " + device + " remove " + item;
                        case 6 -> "cutlog " + device;
                        case 7 -> "do " + device + " append " + item + " x";
                        default -> "do " + device + " add " + item + " " + random.nextInt(9);
                    });
        }
    }
}
