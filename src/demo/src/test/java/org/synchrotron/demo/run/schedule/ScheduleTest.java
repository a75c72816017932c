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
import org.synchrotron.demo.run.input.DemoHistory;

class ScheduleTest {

    private static final Duration TEN = Duration.ofMillis(10);

    @ParameterizedTest
    @CsvSource({"P7D, 682, 310", "P30D, 394, 654"})
    void demosHistoryHasTheseUploadsAndLateArrivals(Duration offline, int uploads, int late) {
        Schedule schedule = Schedule.of(DemoHistory.commits(), offline);

        assertThat(schedule.periods()).hasSize(uploads);
        assertThat(schedule.lateArrivals()).isEqualTo(late);
        assertThat(schedule.periods().stream()
                        .mapToInt(each -> each.commits().size())
                        .sum())
                .isEqualTo(2710);
    }

    @Test
    void offlinePeriodEndsAFixedTimeAfterItsFirstCommit() {
        Schedule schedule = of(commit(1, "ann", 100), commit(2, "ann", 109), commit(3, "ann", 110));

        assertThat(periods(schedule)).containsExactly("ann 100-110 [1, 2]", "ann 110-120 [3]");
    }

    @Test
    void offlinePeriodsAreInTheOrderOfTheirEnds() {
        Schedule schedule = of(commit(1, "ann", 105), commit(2, "bob", 100), commit(3, "ann", 130));

        assertThat(periods(schedule)).containsExactly("bob 100-110 [2]", "ann 105-115 [1]", "ann 130-140 [3]");
    }

    @Test
    void eventsAreInTheOrderOfTime() {
        Schedule schedule = of(commit(1, "ann", 100), commit(2, "bob", 105), commit(3, "ann", 110));

        assertThat(events(schedule))
                .containsExactly(
                        "100 ann StartsWork",
                        "105 bob StartsWork",
                        "110 ann UploadsWork",
                        "110 ann StartsWork",
                        "115 bob UploadsWork",
                        "120 ann UploadsWork",
                        "125 bob Disconnects",
                        "130 ann Disconnects");
    }

    @Test
    void commitIsLateIfALaterOneWasUploadedBefore() {
        assertThat(of(commit(1, "ann", 100), commit(2, "bob", 101), commit(3, "ann", 102))
                        .lateArrivals())
                .isEqualTo(1);
        assertThat(of(commit(1, "ann", 100), commit(2, "bob", 110)).lateArrivals())
                .isZero();
    }

    @Test
    void idleAuthorsWhoStartWorkSoonConnectFirst() {
        Schedule schedule = of(
                commit(1, "ann", 100),
                commit(2, "bob", 200),
                commit(3, "cat", 300),
                commit(4, "dan", 400),
                commit(5, "ann", 500));

        assertThat(events(schedule).filter(each -> !each.endsWith("StartsWork")))
                .containsExactly(
                        "110 ann UploadsWork",
                        "120 ann Disconnects",
                        "210 bob UploadsWork",
                        "210 cat Connects",
                        "220 bob Disconnects",
                        "310 cat UploadsWork",
                        "320 cat Disconnects",
                        "410 dan UploadsWork",
                        "410 ann Connects",
                        "420 dan Disconnects",
                        "510 ann UploadsWork",
                        "520 ann Disconnects");
    }

    @Test
    void otherwiseTheAuthorWhoWasOfflineLongestConnectsUntilTheNextOneDoes() {
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
                        "100 ann StartsWork",
                        "110 ann UploadsWork",
                        "120 ann Disconnects",
                        "200 bob StartsWork",
                        "210 bob UploadsWork",
                        "220 bob Disconnects",
                        "320 ann Connects",
                        "340 ann Disconnects",
                        "340 bob Connects",
                        "360 bob Disconnects",
                        "360 ann Connects");
    }

    @Test
    void mostAuthorsConnectWhileIdleInTheDemosHistory() {
        List<Event> events =
                Schedule.of(DemoHistory.commits(), Duration.ofDays(7)).events();

        assertThat(events.stream()
                        .filter(Event.Connects.class::isInstance)
                        .map(Event::author)
                        .distinct())
                .hasSizeGreaterThan(80);
    }

    @Test
    void eventsOfEachAuthorFitTogether() {
        Map<String, String> states = new HashMap<>();
        for (Event event :
                Schedule.of(DemoHistory.commits(), Duration.ofDays(7)).events()) {
            String before = states.getOrDefault(event.author(), "idle");
            if (event instanceof Event.StartsWork) {
                assertThat(before).isNotEqualTo("work");
                states.put(event.author(), "work");
            } else if (event instanceof Event.UploadsWork) {
                assertThat(before).isEqualTo("work");
                states.put(event.author(), "online");
            } else if (event instanceof Event.Connects) {
                assertThat(before).isEqualTo("idle");
                states.put(event.author(), "online");
            } else {
                assertThat(before).isEqualTo("online");
                states.put(event.author(), "idle");
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

    private static Stream<String> periods(Schedule schedule) {
        return schedule.periods().stream()
                .map(each -> each.author() + " " + each.beginsAt() + "-" + each.endsAt() + " "
                        + each.commits().stream().map(Commit::number).toList());
    }

    private static Commit commit(long number, String author, long authoredAt) {
        return new Commit(number, author, authoredAt, List.of());
    }
}
