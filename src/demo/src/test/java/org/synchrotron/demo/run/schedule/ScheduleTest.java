package org.synchrotron.demo.run.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.demo.run.input.Commit;
import org.synchrotron.demo.run.input.Histories;

class ScheduleTest {

    private static final Duration TEN = Duration.ofMillis(10);

    @ParameterizedTest
    @CsvSource({"P7D, 682, 310", "P30D, 394, 654"})
    void theDemosHistoryGivesTheseUploadsAndLateArrivals(Duration offline, int uploads, int late) {
        Schedule schedule = Schedule.of(Histories.demo(), offline);

        assertThat(schedule.spells()).hasSize(uploads);
        assertThat(schedule.lateArrivals()).isEqualTo(late);
        assertThat(schedule.spells().stream()
                        .mapToInt(each -> each.commits().size())
                        .sum())
                .isEqualTo(2710);
    }

    @Test
    void aSpellEndsAFixedTimeAfterItsFirstCommit() {
        Schedule schedule = of(commit(1, "ann", 100), commit(2, "ann", 109), commit(3, "ann", 110));

        assertThat(spells(schedule)).containsExactly("ann 100-110 [1, 2]", "ann 110-120 [3]");
    }

    @Test
    void spellsComeInTheOrderOfTheirEnds() {
        Schedule schedule = of(commit(1, "ann", 105), commit(2, "bob", 100), commit(3, "ann", 130));

        assertThat(spells(schedule)).containsExactly("bob 100-110 [2]", "ann 105-115 [1]", "ann 130-140 [3]");
    }

    @Test
    void everythingHappensInTheOrderOfTime() {
        Schedule schedule = of(commit(1, "ann", 100), commit(2, "bob", 105), commit(3, "ann", 110));

        assertThat(schedule.events().stream()
                        .map(each -> each.at() + " " + each.spell().author() + " "
                                + each.getClass().getSimpleName()))
                .containsExactly(
                        "100 ann GoesOffline",
                        "105 bob GoesOffline",
                        "110 ann GoesOnline",
                        "110 ann GoesOffline",
                        "115 bob GoesOnline",
                        "120 ann GoesOnline",
                        "125 bob GoesHome",
                        "130 ann GoesHome");
    }

    @Test
    void aCommitIsLateIfALaterOneWasUploadedBefore() {
        assertThat(of(commit(1, "ann", 100), commit(2, "bob", 101), commit(3, "ann", 102))
                        .lateArrivals())
                .isEqualTo(1);
        assertThat(of(commit(1, "ann", 100), commit(2, "bob", 110)).lateArrivals())
                .isZero();
    }

    private static Schedule of(Commit... commits) {
        return Schedule.of(List.of(commits), TEN);
    }

    private static Stream<String> spells(Schedule schedule) {
        return schedule.spells().stream()
                .map(each -> each.author() + " " + each.beginsAt() + "-" + each.endsAt() + " "
                        + each.commits().stream().map(Commit::number).toList());
    }

    private static Commit commit(long number, String author, long authoredAt) {
        return new Commit(number, author, authoredAt, List.of());
    }
}
