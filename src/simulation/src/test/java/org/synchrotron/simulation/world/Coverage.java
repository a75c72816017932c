package org.synchrotron.simulation.world;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.simulation.actions.FoundedNames;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;

/** Counts the situations that runs have reached. A rule that no run could have broken has not been checked. */
public final class Coverage {

    /** A situation that runs should reach: something that a log holds, or something that kept a record out of it. */
    public enum Point {
        RECORDS,
        LATE_ARRIVALS,
        SHARED_COMMITS,
        ADAPTED,
        REJECTED,
        CHANGED_OUTCOMES,
        WITHDRAWN,
        REMOVED,
        BELOW_THE_FLOOR,
        FOUNDED_AUDIENCES,
        WORK_IN_FOUNDED,
        WORK_OF_OTHERS_IN_FOUNDED,
        WORK_IN_THE_FOUNDING_UPLOAD,
        FOREIGN_WORK_IN_FOUNDED,
        LATE_IN_FOUNDED,
        CONFLICTS_WITH_HIDDEN_ROWS,
        LATE_BEFORE_FORMER_GRANTS,
        KEPT_EFFECTS_WITHOUT_ROLE,
        KEPT_FURTHER_VIEWS,
        RAN_AGAIN_WITH_ROLE,
        UNREADABLE_RECORDS,
        KEPT_EFFECTS_OF_UNREADABLE,
        FAILED_TRANSACTIONS,
        FURTHER_VIEWS,
        LATE_BEFORE_FURTHER_VIEWS,
        SERVER_CORRECTIONS,
        MIGRATIONS,
        LATE_BEFORE_MIGRATIONS,
        REFUSED_RECORDS,
        HOSTILE_RECORDS,
        TOO_LONG_RECORDS,
        DEPENDENT_RECORDS,
        RETRIED_AND_ACCEPTED,
        DISCARDED_RECORDS,
        QUARANTINED_BY_LOSS,
        ROWS_AT_FIRST,
        ROWS_TOUCHED,
        ROWS_OF_AUDIENCES,
        ROWS_ALL_ANEW,
        ROWS_CUT_OFF,
        ROWS_RESUMED,
        ROWS_IN_PARTS,
        ROWS_UNDER_PENDING_WORK,
        LATE_BELOW_THE_BASE,
        LATE_BELOW_THE_BASE_UNDER_PENDING_WORK,
        LOG_CUTS,
        ACCEPTED_WORK_OF_OLD_PROGRAMS,
        UPGRADES,
        UPGRADES_UNDER_PENDING_WORK,
        ROWS_OF_CHANGED_TABLES,
        ROWS_LEFT_OUT,
        ROWS_HELD_AGAIN,
        AUDIENCES_GAINED_ONLINE,
        AUDIENCES_GAINED_OFFLINE,
        AUDIENCES_LOST_ONLINE,
        AUDIENCES_LOST_OFFLINE,
        AUDIENCES_OUT_AND_IN
    }

    private final Map<Point, Long> counts = new EnumMap<>(Point.class);

    /**
     * Counts what a log holds.
     *
     * @param log in order of arrival
     */
    void add(Collection<Entry> log) {
        Map<String, String> founders = new HashMap<>();
        Entry latest = null;
        Entry migration = null;
        for (Entry entry : log) {
            count(entry.isCorrection() ? Point.SERVER_CORRECTIONS : Point.RECORDS, 1);
            count(Point.CHANGED_OUTCOMES, entry.changedOutcomes().size());
            count(Point.FURTHER_VIEWS, entry.views().size());
            if (!entry.isCorrection()) {
                count(Point.REJECTED, entry.isRejected() ? 1 : 0);
                count(Point.WITHDRAWN, entry.isWithdrawn() ? 1 : 0);
                count(Point.CONFLICTS_WITH_HIDDEN_ROWS, entry.conflictsWithHiddenRow() ? 1 : 0);
                count(Point.ADAPTED, "adapted".equals(entry.outcome()) ? 1 : 0);
                boolean late = latest != null && entry.compareTo(latest) < 0;
                count(Point.LATE_ARRIVALS, late ? 1 : 0);
                count(Point.MIGRATIONS, entry.isMigration() ? 1 : 0);
                count(Point.LATE_BEFORE_MIGRATIONS, migration != null && entry.compareTo(migration) < 0 ? 1 : 0);
                addFounded(entry, late, founders);
            }
            migration = entry.isMigration() ? entry : migration;
            latest = latest == null || latest.compareTo(entry) < 0 ? entry : latest;
        }
    }

    /** @param founders the users who founded audiences, by audience */
    private void addFounded(Entry entry, boolean late, Map<String, String> founders) {
        if (entry.isFounding()) {
            founders.put(FoundedNames.audience(entry.id()), entry.user());
        }
        count(Point.FOUNDED_AUDIENCES, entry.isFounding() && !entry.isRejected() ? 1 : 0);
        count(Point.FOREIGN_WORK_IN_FOUNDED, entry.isRejected() && entry.intrudesIntoFounded() ? 1 : 0);
        Set<String> worked = entry.changes().stream()
                .map(Change::audience)
                .filter(FoundedNames::isFounded)
                .collect(Collectors.toSet());
        if (!entry.isFounding() && !worked.isEmpty()) {
            boolean others = worked.stream().anyMatch(each -> !entry.user().equals(founders.get(each)));
            count(Point.WORK_IN_FOUNDED, 1);
            count(Point.WORK_OF_OTHERS_IN_FOUNDED, others ? 1 : 0);
            count(Point.LATE_IN_FOUNDED, late ? 1 : 0);
        }
    }

    /** Adds the counts of other runs. */
    public void add(Coverage others) {
        others.counts.forEach(this::count);
    }

    /** Adds to the count of a point. */
    void count(Point point, long times) {
        counts.merge(point, times, Long::sum);
    }

    /** {@return how often runs reached this point} */
    public long of(Point point) {
        return counts.getOrDefault(point, 0L);
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " "
                        + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
