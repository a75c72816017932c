package org.synchrotron.server.accept;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;

/** The result of an upload. Immutable. */
public sealed interface UploadAnswer {

    /**
     * All records of the upload are in the log.
     *
     * @param head the ingest id of the latest record
     * @param outcomes the outcome of each record of the upload
     * @param newEntries the records that were not in the log before, with their verified effects
     * @param ranAgain how many records of the log ran again because of them
     */
    record Accepted(long head, Map<ActionId, Outcome> outcomes, List<LogEntry> newEntries, int ranAgain)
            implements UploadAnswer {
        public Accepted {
            outcomes = Map.copyOf(outcomes);
            newEntries = List.copyOf(newEntries);
        }
    }

    /**
     * No record was accepted, because the client has not received all records that its user may see.
     *
     * @param head the ingest id of the latest record
     */
    record BehindHead(long head) implements UploadAnswer {}

    /**
     * No record was accepted, for this reason.
     *
     * @param record the record that caused the refusal; null if none did
     */
    record Refused(Refusal code, String message, @Nullable ActionId record) implements UploadAnswer {

        static Refused of(Refusal code, ActionRecord record, String why) {
            return new Refused(code, "record " + record.id() + ": " + why, record.id());
        }
    }
}
