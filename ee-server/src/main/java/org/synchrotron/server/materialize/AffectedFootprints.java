package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.FootprintReaders;
import org.synchrotron.server.log.FootprintReaders.Reader;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.RowKeys;

/**
 * Finds which records of the log may differ after a change, by their footprints (rule 12):
 *
 * <ol>
 *   <li>A set of audiences, or a row, changes at a key, because a record that runs there may write it.
 *   <li>The records that may read it after the key are found by index; they run again. These are, of a set of audiences, the footprints
 *       that read one of them; those whose records name rows only if any row may have changed. Of a row, the records that name it.
 *   <li>What these may write changes at the key of the first of them; and so on, until nothing is added.
 * </ol>
 *
 * <p>What is read depends on the number of affected footprints and records, not on the length of the log. Not thread-safe.
 */
final class AffectedFootprints {

    private final Handle sql;
    private final FootprintReaders readers;
    private final boolean byRows;
    private final Changes changed = new Changes();
    private final Map<Long, ReplayKey> footprints = new HashMap<>();
    private final Map<ActionId, FootprintedRecord> records = new HashMap<>();

    /** @param byRows whether the rows count that records name; otherwise all rows of their audiences */
    AffectedFootprints(boolean byRows, Handle sql) {
        this.byRows = byRows;
        this.sql = sql;
        this.readers = new FootprintReaders(sql);
    }

    /** {@return the records that may differ, in replay order} */
    List<FootprintedRecord> of(Changes changes) {
        Changes news = changed.addNews(changes);
        while (!news.areNone()) {
            Changes next = new Changes();
            readers.after(news.ofSomeRow(), !byRows).forEach(each -> affected(each, next));
            if (byRows) {
                readers.naming(news.ofAnyRow()).forEach(each -> affected(each, next));
                readers.namingRows(news.rows()).forEach(each -> affected(each, next));
            }
            news = changed.addNews(next);
        }
        return inOrder();
    }

    private void affected(Reader each, Changes next) {
        if (Changes.addEarlier(each.footprint().id(), each.changed(), footprints)) {
            next.add(each.footprint().audiences(), RowKeys.ALL, each.first());
            next.add(each.footprint().shared(), each.first());
        }
    }

    private void affected(FootprintedRecord each, Changes next) {
        if (records.putIfAbsent(each.logged().record().id(), each) == null) {
            ReplayKey key = key(each);
            next.add(each.footprint().audiences(), each.rows(), key);
            next.add(each.footprint().shared(), key);
        }
    }

    private List<FootprintedRecord> inOrder() {
        if (!footprints.isEmpty()) {
            new FootprintTable(sql)
                    .recordsAfter(footprints)
                    .forEach(each -> records.put(each.logged().record().id(), each));
        }
        List<FootprintedRecord> all = new ArrayList<>(records.values());
        all.sort(Comparator.comparing(AffectedFootprints::key));
        return all;
    }

    static ReplayKey key(FootprintedRecord record) {
        return ReplayKey.of(record.logged().record());
    }
}
