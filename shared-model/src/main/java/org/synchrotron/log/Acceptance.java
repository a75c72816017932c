package org.synchrotron.log;

import java.time.Instant;

/**
 * What the server adds to a record when it takes it into the log.
 *
 * @param ingestId the place in the order of arrival, from 1, without gaps; never the order of replay
 * @param ingestedAt the server's wall time then
 */
public record Acceptance(long ingestId, Instant ingestedAt, Outcome outcome) {

    public Acceptance {
        if (ingestId < 1) {
            throw new IllegalArgumentException("ingest ids begin at 1: " + ingestId);
        }
    }
}
