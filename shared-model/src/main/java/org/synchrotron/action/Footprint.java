package org.synchrotron.action;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.synchrotron.log.RowRef;

/**
 * What one run of an action may read and write, from coarse to fine:
 *
 * <ol>
 *   <li>{@link #GRANT}: all rows of the audiences of the record's grant. The default.
 *   <li>{@link #audience}: the rows of the named audiences only; {@link #reading} names audiences that the run reads and never
 *       writes. Each must be in the grant; otherwise the record is rejected ({@code access-denied}) and does not run. Server and
 *       client refuse writes to other audiences; on the server the run does not see their rows.
 *   <li>{@link #row}, {@link #onlyRow}: the named rows of these audiences only. What a run wrote is checked after it; what it
 *       read only by a purity check.
 * </ol>
 *
 * <p>A run does the same before and after another one if it reads nothing that the other may write. Immutable.
 *
 * @param audiences the audiences
 * @param rows the rows of these audiences
 */
public record Footprint(Audiences audiences, Rows rows) {

    /** All rows of the record's grant: the audiences that its author had when the server accepted it. */
    public static final Footprint GRANT = new Footprint(new Granted(), new AllRows());

    /** {@return a footprint of all rows of these audiences, which the run reads and writes} */
    public static Footprint audience(String audience, String... more) {
        Set<String> written = with(Set.of(audience), more);
        return new Footprint(new Declared(written, written), new AllRows());
    }

    /** {@return a footprint of one row, whether it exists or not, in any audience of the grant} */
    public static Footprint row(String table, String id) {
        return GRANT.onlyRow(table, id);
    }

    /** {@return this footprint and the rows of these audiences, which the run only reads} The grant has all its audiences already. */
    public Footprint reading(String audience, String... more) {
        return audiences instanceof Declared some
                ? new Footprint(new Declared(some.writes(), with(with(some.reads(), audience), more)), rows)
                : this;
    }

    /** {@return this footprint, of its rows only the named one and those that {@link #and} adds} */
    public Footprint onlyRow(String table, String id) {
        return new Footprint(audiences, new NamedRows(Set.of(new RowRef(table, id))));
    }

    /** {@return this footprint and one more row; a footprint of all rows has it already} */
    public Footprint and(String table, String id) {
        return and(table, List.of(id));
    }

    /** {@return this footprint and more rows of a table; a footprint of all rows has them already} */
    public Footprint and(String table, Collection<String> ids) {
        if (!(rows instanceof NamedRows some)) {
            return this;
        }
        Set<RowRef> more = new HashSet<>(some.rows());
        ids.forEach(id -> more.add(new RowRef(table, id)));
        return new Footprint(audiences, new NamedRows(more));
    }

    /** {@return the audiences whose rows the run sees, as the action names them; empty if it names none} */
    public Set<String> declaredAudiences() {
        return audiences instanceof Declared some ? some.reads() : Set.of();
    }

    /** {@return whether the rows of this footprint include all these rows; audiences are not compared} */
    public boolean containsAll(Collection<RowRef> written) {
        return rows.containsAll(written);
    }

    private static Set<String> with(Set<String> audiences, String... more) {
        Set<String> all = new HashSet<>(audiences);
        all.addAll(List.of(more));
        return all;
    }

    /** The audiences of a footprint. */
    public sealed interface Audiences {}

    /** The audiences of the record's grant. */
    public record Granted() implements Audiences {}

    /**
     * The audiences that the action names.
     *
     * @param writes the audiences whose rows the run may write
     * @param reads the audiences whose rows the run sees, including all that it writes
     */
    public record Declared(Set<String> writes, Set<String> reads) implements Audiences {

        public Declared {
            writes = Set.copyOf(writes);
            reads = Set.copyOf(reads);
            if (!reads.containsAll(writes)) {
                throw new IllegalArgumentException("a run reads what it writes: " + reads + " must include " + writes);
            }
        }
    }

    /** The rows of a footprint. */
    public sealed interface Rows {

        /** {@return whether all these rows are among them} */
        boolean containsAll(Collection<RowRef> others);
    }

    /** All rows of the audiences. */
    public record AllRows() implements Rows {

        @Override
        public boolean containsAll(Collection<RowRef> others) {
            return true;
        }
    }

    /**
     * The named rows only.
     *
     * @param rows the rows, spelled so that two spellings of one row are equal
     */
    public record NamedRows(Set<RowRef> rows) implements Rows {

        private static final Pattern UUID_SIGNS = Pattern.compile("[-{}]");

        public NamedRows {
            rows = rows.stream().map(NamedRows::plain).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public boolean containsAll(Collection<RowRef> others) {
            return others.stream().map(NamedRows::plain).allMatch(rows::contains);
        }

        /** PostgreSQL accepts a UUID in several spellings, so rows that could be the same row are spelled alike. */
        private static RowRef plain(RowRef row) {
            return new RowRef(
                    row.table().toLowerCase(Locale.ROOT),
                    UUID_SIGNS.matcher(row.id()).replaceAll("").toLowerCase(Locale.ROOT));
        }
    }
}
