package org.synchrotron.log;

import java.time.Instant;

/**
 * What the server adds to a record when it accepts it into the log. Immutable.
 *
 * @param ingestId the position in the order of arrival, from 1, without gaps; it never decides the order of replay
 * @param ingestedAt the server's wall time at the acceptance
 */
public record Acceptance(long ingestId, Instant ingestedAt, Outcome outcome) {

    public Acceptance {
        if (ingestId < 1) {
            throw new IllegalArgumentException("ingest ids start at 1: " + ingestId);
        }
    }
}
