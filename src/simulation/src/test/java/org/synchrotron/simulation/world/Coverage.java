package org.synchrotron.simulation.world;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.synchrotron.simulation.oracle.Entry;

/** How often runs came by what they are to try: a rule that never had a chance to break has not been checked. */
public final class Coverage {

    /** What a log can hold, and what does not get into it. */
    public enum Sight {
        RECORDS,
        LATE_ARRIVALS,
        ADAPTED,
        REJECTED,
        CHANGED_OUTCOMES,
        SERVER_CORRECTIONS,
        CLIENT_CORRECTIONS,
        CLIENT_CORRECTIONS_CUT,
        REFUSED_RECORDS,
        TOO_LONG_RECORDS,
        HELD_BACK_RECORDS,
        RETRIED_AND_TAKEN,
        DISCARDED_RECORDS
    }

    private final Map<Sight, Long> seen = new EnumMap<>(Sight.class);

    /** Counts what is in a log, given in order of arrival. */
    void add(Collection<Entry> log) {
        Entry latest = null;
        for (Entry entry : log) {
            count(entry.isCorrection() ? correction(entry) : Sight.RECORDS, 1);
            count(Sight.CHANGED_OUTCOMES, entry.turned().size());
            if (!entry.isCorrection()) {
                count(Sight.REJECTED, entry.isRejected() ? 1 : 0);
                count(Sight.ADAPTED, "adapted".equals(entry.outcome()) ? 1 : 0);
                count(Sight.LATE_ARRIVALS, latest != null && entry.compareTo(latest) < 0 ? 1 : 0);
            }
            latest = latest == null || latest.compareTo(entry) < 0 ? entry : latest;
        }
    }

    /** Counts what others came by. */
    public void add(Coverage others) {
        others.seen.forEach(this::count);
    }

    private static Sight correction(Entry entry) {
        if (!entry.isCorrectionOfClient()) {
            return Sight.SERVER_CORRECTIONS;
        }
        return "adapted".equals(entry.outcome()) ? Sight.CLIENT_CORRECTIONS_CUT : Sight.CLIENT_CORRECTIONS;
    }

    /** Counts what was seen that often. */
    void count(Sight sight, long times) {
        seen.merge(sight, times, Long::sum);
    }

    /** {@return how often this was seen} */
    public long of(Sight sight) {
        return seen.getOrDefault(sight, 0L);
    }

    @Override
    public String toString() {
        return seen.entrySet().stream()
                .map(each -> each.getValue() + " "
                        + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
