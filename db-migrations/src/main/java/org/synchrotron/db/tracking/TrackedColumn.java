package org.synchrotron.db.tracking;

/** One captured column of a tracked table. */
public record TrackedColumn(String name, ColumnType type) {}
