package org.synchrotron.log;

/** A reference to one row: the table's unqualified name and the row's id as text. Ordered by table, then id. Immutable. */
public record RowRef(String table, String id) implements Comparable<RowRef> {

    @Override
    public int compareTo(RowRef other) {
        int byTable = table.compareTo(other.table);
        return byTable != 0 ? byTable : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return table + "/" + id;
    }
}
