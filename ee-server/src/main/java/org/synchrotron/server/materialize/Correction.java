package org.synchrotron.server.materialize;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.CorrectionArgs;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LoggedRecord;

/** Builds the server's own corrections. Such a correction is the last record of the log, and its basis covers the whole log. */
public final class Correction {

    private Correction() {}

    /**
     * {@return a correction}
     *
     * @param id a new id
     * @param clock a reading after every other record's
     * @param ingestId its own ingest id, which is also its basis
     * @param corrected the records whose runs differ from their known effects
     * @param outcomes the new outcomes of records whose outcome changed
     */
    public static LoggedRecord record(
            ActionId id,
            HybridTimestamp clock,
            long ingestId,
            Instant now,
            Collection<ActionId> corrected,
            Map<ActionId, Outcome> outcomes) {
        ActionRecord record = new ActionRecord(
                id,
                SystemTags.CORRECTION,
                UserId.SERVER,
                ClientId.SERVER,
                clock,
                new CorrectionArgs(List.copyOf(corrected), ingestId, outcomes).json(now.toEpochMilli()),
                now);
        return new LoggedRecord(record, RoleScope.ENGINE, null, new Acceptance(ingestId, now, Outcome.APPLIED));
    }
}
