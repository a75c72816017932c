package org.synchrotron.demo.run.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

        assertThat(events(schedule))
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

    @Test
    void whoGoesToWorkSoonLooksInFirst() {
        Schedule schedule = of(
                commit(1, "ann", 100),
                commit(2, "bob", 200),
                commit(3, "cat", 300),
                commit(4, "dan", 400),
                commit(5, "ann", 500));

        assertThat(events(schedule).filter(each -> !each.endsWith("Offline")))
                .containsExactly(
                        "110 ann GoesOnline",
                        "120 ann GoesHome",
                        "210 bob GoesOnline",
                        "210 cat LooksIn",
                        "220 bob GoesHome",
                        "310 cat GoesOnline",
                        "320 cat GoesHome",
                        "410 dan GoesOnline",
                        "410 ann LooksIn",
                        "420 dan GoesHome",
                        "510 ann GoesOnline",
                        "520 ann GoesHome");
    }

    @Test
    void thenWhoWasAwayForTheLongestUntilTheNextTakesOver() {
        Schedule schedule = of(
                commit(1, "ann", 100),
                commit(2, "bob", 200),
                commit(3, "cat", 300),
                commit(4, "cat", 310),
                commit(5, "cat", 320),
                commit(6, "cat", 330),
                commit(7, "cat", 340),
                commit(8, "cat", 350));

        assertThat(events(schedule).filter(each -> each.contains("ann") || each.contains("bob")))
                .containsExactly(
                        "100 ann GoesOffline",
                        "110 ann GoesOnline",
                        "120 ann GoesHome",
                        "200 bob GoesOffline",
                        "210 bob GoesOnline",
                        "220 bob GoesHome",
                        "320 ann LooksIn",
                        "340 ann GoesHome",
                        "340 bob LooksIn",
                        "360 bob GoesHome",
                        "360 ann LooksIn");
    }

    @Test
    void everybodyLooksInDuringTheDemosHistory() {
        List<Event> events = Schedule.of(Histories.demo(), Duration.ofDays(7)).events();

        assertThat(events.stream()
                        .filter(Event.LooksIn.class::isInstance)
                        .map(Event::author)
                        .distinct())
                .hasSizeGreaterThan(80);
    }

    @Test
    void nobodyIsAtTwoPlaces() {
        Map<String, String> places = new HashMap<>();
        for (Event event : Schedule.of(Histories.demo(), Duration.ofDays(7)).events()) {
            String before = places.getOrDefault(event.author(), "home");
            if (event instanceof Event.GoesOffline) {
                assertThat(before).isNotEqualTo("work");
                places.put(event.author(), "work");
            } else if (event instanceof Event.GoesOnline) {
                assertThat(before).isEqualTo("work");
                places.put(event.author(), "online");
            } else if (event instanceof Event.LooksIn) {
                assertThat(before).isEqualTo("home");
                places.put(event.author(), "online");
            } else {
                assertThat(before).isEqualTo("online");
                places.put(event.author(), "home");
            }
        }
    }

    private static Stream<String> events(Schedule schedule) {
        return schedule.events().stream()
                .map(each ->
                        each.at() + " " + each.author() + " " + each.getClass().getSimpleName());
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
