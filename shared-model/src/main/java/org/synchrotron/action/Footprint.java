package org.synchrotron.action;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.log.RowRef;

/**
 * The rows that one run of an action may read and write. Two runs whose footprints have no row in common do the same in either
 * order. Immutable.
 */
public sealed interface Footprint {

    /** All rows of all tables. */
    Footprint EVERYTHING = new Everything();

    /** {@return a footprint of one row, whether it exists or not} */
    static Footprint row(String table, String id) {
        return new Rows(Set.of(new RowRef(table, id)));
    }

    /** {@return this footprint and one more row} */
    Footprint and(String table, String id);

    /** {@return whether all these rows are within this footprint} */
    boolean containsAll(Collection<RowRef> rows);

    /** The footprint of {@link #EVERYTHING}. */
    record Everything() implements Footprint {

        @Override
        public Footprint and(String table, String id) {
            return this;
        }

        @Override
        public boolean containsAll(Collection<RowRef> rows) {
            return true;
        }
    }

    /**
     * A footprint of the named rows only.
     *
     * @param rows the rows, in the spelling of {@link #plain}
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
        public boolean containsAll(Collection<RowRef> written) {
            return written.stream().map(Rows::plain).allMatch(rows::contains);
        }

        /** PostgreSQL accepts a UUID in several spellings, so rows that could be the same row are spelled alike. */
        private static RowRef plain(RowRef row) {
            return new RowRef(
                    row.table().toLowerCase(Locale.ROOT),
                    row.id().replaceAll("[-{}]", "").toLowerCase(Locale.ROOT));
        }
    }
}
