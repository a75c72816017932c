package org.synchrotron.log;

/** Which row: the table's plain name and the row's id as text. */
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
