package org.synchrotron.demo.run.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.input.Commit;

/**
 * All offline periods, in the order of their ends.
 *
 * <p>An author's period begins with the author's first commit after the previous period, and has a fixed length.
 */
public record Schedule(List<OfflinePeriod> periods) {

    public Schedule {
        periods = List.copyOf(periods);
    }

    public static Schedule of(List<Commit> commits, Duration offline) {
        Map<String, List<Commit>> open = new HashMap<>();
        List<OfflinePeriod> periods = new ArrayList<>();
        for (Commit commit : commits.stream().sorted(Commit.AS_AUTHORED).toList()) {
            List<Commit> present = open.get(commit.author());
            if (present == null || commit.authoredAt() >= end(present, offline)) {
                close(present, offline, periods);
                present = new ArrayList<>();
                open.put(commit.author(), present);
            }
            present.add(commit);
        }
        open.values().forEach(each -> close(each, offline, periods));
        periods.sort(Comparator.comparingLong(OfflinePeriod::endsAt)
                .thenComparingLong(each -> each.commits().get(0).number()));
        return new Schedule(periods);
    }

    /** {@return the authors, in the order of their first uploads} */
    public List<String> authors() {
        return periods.stream().map(OfflinePeriod::author).distinct().toList();
    }

    /**
     * {@return all events, in the order of the simulated time} At the same time, uploads come before starts of offline periods.
     * After an upload, the author stays online for as long as it was offline. Then it disconnects, unless it starts a new
     * period before. Idle authors connect from time to time.
     */
    public List<Event> events() {
        Stream<Event> uploads = periods.stream().map(Event.UploadsWork::new);
        Stream<Event> disconnects = periods.stream()
                .filter(this::isFollowedByIdleTime)
                .map(period -> new Event.Disconnects(period.author(), period.disconnectsAt()));
        Stream<Event> starts = periods.stream().map(Event.StartsWork::new);
        List<Event> work = Stream.of(uploads, disconnects, starts)
                .flatMap(each -> each)
                .sorted(Comparator.comparingLong(Event::at))
                .toList();
        return IdleConnections.between(work, authors());
    }

    private boolean isFollowedByIdleTime(OfflinePeriod period) {
        return periods.stream()
                .filter(other -> other.author().equals(period.author()))
                .noneMatch(other -> other.beginsAt() >= period.endsAt() && other.beginsAt() <= period.disconnectsAt());
    }

    /**
     * {@return the number of commits that reach the server after a commit that was made later}
     */
    public int lateArrivals() {
        int late = 0;
        Commit latest = null;
        for (OfflinePeriod period : periods) {
            for (Commit commit : period.commits()) {
                if (latest != null && Commit.AS_AUTHORED.compare(commit, latest) < 0) {
                    late++;
                } else {
                    latest = commit;
                }
            }
        }
        return late;
    }

    private static long end(List<Commit> period, Duration offline) {
        return Math.addExact(period.get(0).authoredAt(), offline.toMillis());
    }

    private static void close(@Nullable List<Commit> period, Duration offline, List<OfflinePeriod> into) {
        if (period != null) {
            into.add(new OfflinePeriod(period.get(0).author(), end(period, offline), period));
        }
    }
}
