package org.synchrotron.server.log;

/** A record of the log that runs, with its footprint. Immutable. */
public record FootprintedRecord(LoggedRecord logged, StoredFootprint footprint) {}
