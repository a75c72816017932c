package org.synchrotron.protocol;

import java.util.HashSet;
import java.util.Set;

/**
 * Rows that a client asks for, or that a row delivery brings whole: all that its user may see, or those of some audiences and of some
 * tables. Immutable.
 *
 * @param all whether these are all rows; audiences and tables then add nothing
 * @param audiences the audiences whose rows these are
 * @param tables the tables whose rows these are
 */
public record RowScope(boolean all, Set<String> audiences, Set<String> tables) {

    /** No rows. */
    public static final RowScope NONE = new RowScope(false, Set.of(), Set.of());

    /** All rows. */
    public static final RowScope ALL = new RowScope(true, Set.of(), Set.of());

    public RowScope {
        audiences = Set.copyOf(audiences);
        tables = Set.copyOf(tables);
    }

    /** {@return the rows of these audiences} */
    public static RowScope ofAudiences(Set<String> audiences) {
        return new RowScope(false, audiences, Set.of());
    }

    /** {@return whether there is no row in it, whatever the tables hold} */
    public boolean comprisesNothing() {
        return !all && audiences.isEmpty() && tables.isEmpty();
    }

    /** {@return these rows and others} */
    public RowScope with(RowScope more) {
        return new RowScope(all || more.all, union(audiences, more.audiences), union(tables, more.tables));
    }

    /** {@return those of these rows that do not belong to the others whole} */
    public RowScope without(RowScope others) {
        return others.all ? NONE : new RowScope(all, minus(audiences, others.audiences), minus(tables, others.tables));
    }

    static Set<String> minus(Set<String> some, Set<String> others) {
        Set<String> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        Set<String> both = new HashSet<>(some);
        both.addAll(more);
        return both;
    }
}
