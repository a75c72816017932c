package org.synchrotron.action;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.log.RowRef;

/**
 * How far one run of an action reaches: the rows on which what it does depends, and which it may write. Two runs whose reaches do
 * not meet do the same in either order. Immutable.
 */
public sealed interface Footprint {

    /** Whatever the database holds. */
    Footprint EVERYTHING = new Everything();

    /** {@return one row, whether it exists or not} */
    static Footprint row(String table, String id) {
        return new Rows(Set.of(new RowRef(table, id)));
    }

    /** {@return this and one more row} */
    Footprint and(String table, String id);

    /** {@return whether these rows are all within it} */
    boolean holds(Collection<RowRef> rows);

    /** See {@link #EVERYTHING}. */
    record Everything() implements Footprint {

        @Override
        public Footprint and(String table, String id) {
            return this;
        }

        @Override
        public boolean holds(Collection<RowRef> rows) {
            return true;
        }
    }

    /**
     * Some rows, and no others.
     *
     * @param rows as {@link #plain} writes them
     */
    record Rows(Set<RowRef> rows) implements Footprint {

        public Rows {
            rows = rows.stream().map(Rows::plain).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Footprint and(String table, String id) {
            Set<RowRef> more = new HashSet<>(rows);
            more.add(new RowRef(table, id));
            return new Rows(more);
        }

        @Override
        public boolean holds(Collection<RowRef> written) {
            return written.stream().map(Rows::plain).allMatch(rows::contains);
        }

        /** PostgreSQL reads a UUID in several spellings: rows that could be the same count as the same. */
        private static RowRef plain(RowRef row) {
            return new RowRef(
                    row.table().toLowerCase(Locale.ROOT),
                    row.id().replaceAll("[-{}]", "").toLowerCase(Locale.ROOT));
        }
    }
}
