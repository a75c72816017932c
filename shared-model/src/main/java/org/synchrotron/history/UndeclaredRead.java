package org.synchrotron.history;

import java.util.Comparator;

/** Rows that a run reads although the footprint that its action declares does not include them. Immutable. */
public record UndeclaredRead(String table, String audience) implements Comparable<UndeclaredRead> {

    @Override
    public int compareTo(UndeclaredRead other) {
        return Comparator.comparing(UndeclaredRead::table)
                .thenComparing(UndeclaredRead::audience)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return "table " + table + ", audience " + audience;
    }
}
