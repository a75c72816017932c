package org.synchrotron.server.accept;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.RemovedRecord;
import org.synchrotron.server.log.RemovedTable;

/**
 * Those records of an upload that were accepted before (rule 8): they are in the log, or were removed from it. Immutable.
 *
 * @param outcomes their outcomes, by record id
 * @param objection that another record has the id of one, or that one cannot be read; null if there is none
 */
record AcceptedBefore(
        Map<ActionId, Outcome> outcomes, @Nullable Refused objection) {

    /** {@return what the log had of the upload} The transaction must be in the engine's scope. */
    static AcceptedBefore of(Upload upload, LogHead head, Handle sql) {
        Map<ActionId, Outcome> outcomes = new HashMap<>();
        for (LoggedRecord stored : new RecordTable(sql).find(upload.ids())) {
            Refused objection = againstStored(stored.record(), upload).orElse(null);
            if (objection != null) {
                return new AcceptedBefore(Map.of(), objection);
            }
            outcomes.put(stored.record().id(), stored.acceptance().outcome());
        }
        List<ActionId> others =
                upload.ids().stream().filter(id -> !outcomes.containsKey(id)).toList();
        if (head.floor() == null || others.isEmpty()) {
            return new AcceptedBefore(outcomes, null);
        }
        for (RemovedRecord removed : new RemovedTable(sql).find(others)) {
            Refused objection = againstRemoved(removed, upload).orElse(null);
            if (objection != null) {
                return new AcceptedBefore(Map.of(), objection);
            }
            outcomes.put(removed.id(), removed.outcome());
        }
        return new AcceptedBefore(outcomes, null);
    }

    private static Optional<Refused> againstStored(ActionRecord stored, Upload upload) {
        ActionRecord uploaded = upload.record(stored.id());
        if (!stored.isReadable() && stored.author().equals(uploaded.author())) {
            return unreadable(stored);
        }
        return uploaded.hasContentOf(stored) ? Optional.empty() : idTaken(uploaded);
    }

    private static Optional<Refused> againstRemoved(RemovedRecord removed, Upload upload) {
        ActionRecord uploaded = upload.record(removed.id());
        if (removed.content() == null && removed.author().equals(uploaded.author())) {
            return unreadable(uploaded);
        }
        return uploaded.contentDigest().equals(removed.content()) ? Optional.empty() : idTaken(uploaded);
    }

    private static Optional<Refused> unreadable(ActionRecord record) {
        return Optional.of(Refused.of(
                Refusal.INVALID_RECORD,
                record,
                "it is in the log, but its arguments cannot be read, so it will not be delivered"));
    }

    /** The answer does not say whose record has the id. */
    private static Optional<Refused> idTaken(ActionRecord uploaded) {
        return Optional.of(Refused.of(Refusal.ID_TAKEN, uploaded, "another record has this id"));
    }
}
