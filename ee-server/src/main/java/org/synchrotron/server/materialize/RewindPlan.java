package org.synchrotron.server.materialize;

import java.util.List;
import org.synchrotron.server.log.FootprintedRecord;

/**
 * A plan with the records of the log that it is about. Immutable.
 *
 * @param isNarrow whether the plan runs fewer of them than their audiences say, because of their rows
 */
record RewindPlan(List<FootprintedRecord> records, ReplayPlan plan, boolean isNarrow) {}
