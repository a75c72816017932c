package org.synchrotron.server.log;

/**
 * A record of the log that runs, with its footprint. Immutable.
 *
 * @param rows the rows of the footprint's audiences that it reads and writes
 */
public record FootprintedRecord(LoggedRecord logged, StoredFootprint footprint, RowKeys rows) {}
