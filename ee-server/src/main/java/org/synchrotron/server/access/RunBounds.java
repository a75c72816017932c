package org.synchrotron.server.access;

import java.time.Duration;

/**
 * What one run may cost. Immutable.
 *
 * @param statement how long a statement may take; zero for as long as the transaction allows
 * @param rowChanges the most row changes; 0 for any number
 * @param after only row changes of the record after this position count: those before are of its earlier runs, under other views
 */
public record RunBounds(Duration statement, int rowChanges, long after) {

    /** Whatever it costs. */
    public static final RunBounds NONE = new RunBounds(Duration.ZERO, 0, 0);
}
