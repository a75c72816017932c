package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.Rows;

/** A migration writes tracked rows on the server. */
@ExtendWith(Scenarios.Resolver.class)
@DisplayName("What a migration writes")
class MigrationTest {

    private static String account(Rows rows) {
        return rows.get("accounts/p0").orElseThrow().cells().toString();
    }

    private static @Nullable String tag(Rows rows) {
        return rows.get("items/p0").orElseThrow().cells().get("tag");
    }

    @Test
    void reachesEveryClientAlsoUnderPendingWork(Scenarios scenarios) {
        try (Scenario scenario =
                scenarios.open("a0 b0").perform("do a0 create p0 1").sync("a0", "b0")) {
            scenario.perform("do b0 add p0 4; migrate fill; do b0 write p0 7").sync("a0");
            assertThat(tag(scenario.rows("a0"))).isEqualTo("\"filled\"");
            assertThat(tag(scenario.rows("b0"))).isEqualTo("\"\"");
            scenario.sync("b0").drain();
            scenario.requireEverywhere("p0", "tag", "filled")
                    .requireEverywhere("p0", "x", 5)
                    .requireEverywhere("p0", "t", "7");
            assertThat(scenario.corrections()).isEmpty();
        }
    }

    @Test
    void staysWhereARecordComesLate(Scenarios scenarios) {
        try (Scenario scenario = scenarios
                .open("a0 a1/0 b0")
                .perform("do a0 open p0; do a0 open p1; do a0 transfer p0 p1 5")
                .sync("a0", "a1", "b0")) {
            scenario.perform("do b0 transfer p0 p1 7; do a0 transfer p0 p1 1")
                    .sync("a0")
                    .perform("migrate count")
                    .sync("a1");
            assertThat(account(scenario.rows())).isEqualTo("{balance=44, moves=102}");
            scenario.sync("b0").drain();
            assertThat(account(scenario.rows()))
                    .as("the late transfer is counted before the migration, which wrote 102")
                    .isEqualTo("{balance=37, moves=102}");
            assertThat(account(scenario.rows("a1"))).as("an old program").isEqualTo("{balance=37}");
        }
    }

    @Test
    void isLoggedOnceForEachAudience(Scenarios scenarios) {
        try (Scenario scenario = scenarios
                .open("a0 b0")
                .perform("do a0 create p0 1; do a0 create ua0 20")
                .sync("a0")
                .perform("migrate purge; migrate double; migrate fill")) {
            scenario.drain();
            assertThat(scenario.log().stream()
                            .filter(Entry::isMigration)
                            .map(entry -> entry.changes().size()))
                    .as("ua0 is gone, p0b is new, both of p are filled")
                    .containsExactly(1, 1, 2);
            scenario.requireEverywhere("p0b", "x", 3).requireNowhere("ua0");
        }
    }

    @Test
    void isLeftOutWhereAStricterTableCannotHoldIt(Scenarios scenarios) {
        try (Scenario scenario = scenarios
                .open("a0 a1/2 b0")
                .perform("do a0 create p0 1; do a0 create p1 1")
                .sync("a0", "a1", "b0")) {
            scenario.perform("do b0 add p0 4; do a0 tagall 5")
                    .sync("a0")
                    .perform("do b0 untag p0")
                    .sync("b0");
            scenario.perform("migrate fill").sync("a0", "a1");
            assertThat(tag(scenario.rows())).isEqualTo("\"filled\"");
            assertThat(tag(scenario.rows("a1"))).as("an older state").isEqualTo("null");
            scenario.perform("do a1 add p1 2; do b0 tagall 6").drain();
            assertThat(tag(scenario.rows("a1"))).isEqualTo("\"6\"");
        }
    }
}
