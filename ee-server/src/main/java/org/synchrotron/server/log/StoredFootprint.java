package org.synchrotron.server.log;

import org.synchrotron.server.access.AudienceSets;

/**
 * A row of the table {@code footprints}: what the runs of some records may read and write. Immutable.
 *
 * @param audiences the sets of audiences to read and to write
 * @param shared the set of the shared constraints that a run reads and writes; 0 for none
 */
public record StoredFootprint(long id, AudienceSets audiences, long shared) {}
