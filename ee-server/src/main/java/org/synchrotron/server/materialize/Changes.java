package org.synchrotron.server.materialize;

import java.util.HashMap;
import java.util.Map;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.log.RowKeys;

/** What may differ from before, each with the place in replay order from which on it may. Not thread-safe. */
final class Changes {

    /** Sets of audiences of which any row may differ. */
    private final Map<Long, ReplayKey> audiences = new HashMap<>();

    /** Sets of audiences of which some rows may differ, which are among {@link #rows}. */
    private final Map<Long, ReplayKey> audiencesOfRows = new HashMap<>();

    private final Map<Long, ReplayKey> rows = new HashMap<>();

    /** Adds what a run at this key may write. */
    void add(AudienceSets written, RowKeys named, ReplayKey key) {
        if (named.areAll()) {
            add(written.writes(), key);
        } else {
            addEarlier(written.writes(), key, audiencesOfRows);
            named.keys().forEach(row -> addEarlier(row, key, rows));
        }
    }

    /**
     * Adds any row of these audiences.
     *
     * @param set the audiences; 0 for none
     * @return whether they changed later until now, or not at all
     */
    boolean add(long set, ReplayKey key) {
        return set != 0 && addEarlier(set, key, audiences);
    }

    /** {@return what was not among these changes, or later, and is added to them} */
    Changes addNews(Changes more) {
        Changes news = new Changes();
        addNews(more.audiences, audiences, news.audiences);
        addNews(more.audiencesOfRows, audiencesOfRows, news.audiencesOfRows);
        addNews(more.rows, rows, news.rows);
        return news;
    }

    private static void addNews(Map<Long, ReplayKey> more, Map<Long, ReplayKey> known, Map<Long, ReplayKey> news) {
        more.forEach((number, key) -> {
            if (addEarlier(number, key, known)) {
                news.put(number, key);
            }
        });
    }

    /** Notes the key, if none or a later one is noted. */
    static boolean addEarlier(long number, ReplayKey key, Map<Long, ReplayKey> noted) {
        ReplayKey before = noted.get(number);
        if (before != null && before.compareTo(key) <= 0) {
            return false;
        }
        noted.put(number, key);
        return true;
    }

    boolean areNone() {
        return audiences.isEmpty() && audiencesOfRows.isEmpty() && rows.isEmpty();
    }

    /** {@return the sets of audiences of which any row may differ} */
    Map<Long, ReplayKey> ofAnyRow() {
        return audiences;
    }

    /** {@return the sets of audiences of which any row or some rows may differ} */
    Map<Long, ReplayKey> ofSomeRow() {
        Map<Long, ReplayKey> all = new HashMap<>(audiences);
        audiencesOfRows.forEach((set, key) -> addEarlier(set, key, all));
        return all;
    }

    /** {@return the keys of the rows that may differ besides} */
    Map<Long, ReplayKey> rows() {
        return rows;
    }
}
