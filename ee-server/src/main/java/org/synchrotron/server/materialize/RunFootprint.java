package org.synchrotron.server.materialize;

import java.util.Set;
import org.synchrotron.action.Footprint;

/**
 * What a run may read and write, in names. Immutable.
 *
 * @param reads the audiences whose rows it sees, including all that it may write
 * @param writes the audiences whose rows it may write
 * @param shared the constraints that it shares with other audiences
 * @param rows the rows of these audiences
 */
record RunFootprint(Set<String> reads, Set<String> writes, Set<String> shared, Footprint.Rows rows) {}
