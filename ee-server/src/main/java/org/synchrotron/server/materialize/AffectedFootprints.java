package org.synchrotron.server.materialize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.FootprintTable.Reader;

/**
 * Finds which records of the log may differ after a change, by their footprints (rule 12):
 *
 * <ol>
 *   <li>A set of audiences changes at a key, because a record that runs there may write it.
 *   <li>The footprints that read one of these audiences are found by index. Their records after the key run again.
 *   <li>The audiences that these may write change at the key of the first of them; and so on, until nothing is added.
 * </ol>
 *
 * <p>What is read depends on the number of affected footprints, not on the length of the log. Not thread-safe.
 */
final class AffectedFootprints {

    private final FootprintTable table;
    private final Map<Long, ReplayKey> changed = new HashMap<>();
    private final Map<Long, ReplayKey> affected = new HashMap<>();

    AffectedFootprints(FootprintTable table) {
        this.table = table;
    }

    /**
     * {@return the affected footprints, each with the key after which its records run again}
     *
     * @param changes sets of audiences, each with the key of the first record that may write it
     */
    Map<Long, ReplayKey> of(Map<Long, ReplayKey> changes) {
        Map<Long, ReplayKey> news = new HashMap<>();
        for (Map.Entry<Long, ReplayKey> each : changes.entrySet()) {
            change(each.getKey(), each.getValue(), news);
        }
        while (!news.isEmpty()) {
            List<Reader> readers = table.readersAfter(news);
            news = new HashMap<>();
            for (Reader each : readers) {
                if (isEarlier(each.changed(), affected, each.footprint().id())) {
                    change(each.footprint().audiences().writes(), each.first(), news);
                    change(each.footprint().shared(), each.first(), news);
                }
            }
        }
        return affected;
    }

    private void change(long set, ReplayKey key, Map<Long, ReplayKey> news) {
        if (set != 0 && isEarlier(key, changed, set)) {
            news.put(set, key);
        }
    }

    /** Notes the key, if none or a later one is noted. */
    private static boolean isEarlier(ReplayKey key, Map<Long, ReplayKey> noted, long number) {
        ReplayKey before = noted.get(number);
        if (before != null && before.compareTo(key) <= 0) {
            return false;
        }
        noted.put(number, key);
        return true;
    }
}
