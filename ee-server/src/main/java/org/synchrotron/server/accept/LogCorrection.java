package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.materialize.Correction;
import org.synchrotron.server.materialize.CorrectionFinder.Difference;

/** Adds the correction that the log needs after a rewind (rule 4). Not thread-safe. */
final class LogCorrection {

    private final ActionId id;
    private final Instant now;
    private final Handle sql;

    /**
     * @param id the id of the correction, if one is needed
     * @param now its time
     */
    LogCorrection(ActionId id, Instant now, Handle sql) {
        this.id = id;
        this.now = now;
        this.sql = sql;
    }

    /**
     * Stores the changed outcomes, and adds a correction if one changed or the log and the tables differ.
     *
     * @param last the last ingest id of the log
     * @param greatest a clock reading that is not before any of the log
     * @return the last ingest id afterwards
     */
    long add(long last, HybridTimestamp greatest, Map<ActionId, Outcome> outcomes, Difference difference) {
        RecordTable log = new RecordTable(sql);
        if (!outcomes.isEmpty()) {
            log.changeOutcomes(outcomes);
        }
        if (outcomes.isEmpty() && difference.changes().isEmpty()) {
            return last;
        }
        HybridTimestamp afterAll = new HybridTimestamp(greatest.timeMs(), greatest.counter() + 1);
        LoggedRecord correction = Correction.record(id, afterAll, last + 1, now, difference.records(), outcomes);
        log.insert(List.of(correction));
        new EffectTable(sql).insert(correction.record().id(), difference.changes());
        log.noteOutcomeChanges(correction.record().id(), outcomes.keySet());
        return last + 1;
    }
}
