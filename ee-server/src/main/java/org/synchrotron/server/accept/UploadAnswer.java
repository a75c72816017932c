package org.synchrotron.server.accept;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;

/** What became of an upload. */
public sealed interface UploadAnswer {

    /**
     * All its records are in the log.
     *
     * @param head the ingest id of the latest record
     * @param outcomes of each of its records
     * @param fresh those that were not in the log before, with their verified effects
     */
    record Accepted(long head, Map<ActionId, Outcome> outcomes, List<LogEntry> fresh) implements UploadAnswer {
        public Accepted {
            outcomes = Map.copyOf(outcomes);
            fresh = List.copyOf(fresh);
        }
    }

    /** Nothing was taken: the client has not seen all that its user may see. */
    record BehindHead(long head) implements UploadAnswer {}

    /** Nothing was taken, for this reason. */
    record Refused(Refusal code, String message, @Nullable ActionId record) implements UploadAnswer {

        static Refused of(Refusal code, ActionRecord record, String why) {
            return new Refused(code, "record " + record.id() + ": " + why, record.id());
        }
    }
}
