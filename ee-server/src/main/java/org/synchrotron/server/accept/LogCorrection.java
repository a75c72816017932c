package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.materialize.Correction;
import org.synchrotron.server.materialize.CorrectionFinder.Difference;
import org.synchrotron.server.materialize.Rewinder.Rewound;
import org.synchrotron.server.materialize.RunResult;

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
     * Stores the changed outcomes and grants, and adds a correction if an outcome changed or the log and the tables differ.
     *
     * @param last the last ingest id of the log
     * @param greatest a clock reading that is not before any of the log
     * @param fresh the records that are new in the log
     * @return the last ingest id afterwards
     */
    long add(long last, HybridTimestamp greatest, Rewound rewound, List<ActionId> fresh) {
        RecordTable log = new RecordTable(sql);
        log.changeGrants(founded(rewound));
        Map<ActionId, Outcome> outcomes =
                OutcomeChange.among(rewound.again(), rewound.results(), rewound.keptEffects()::contains);
        if (!outcomes.isEmpty()) {
            log.changeOutcomes(outcomes);
        }
        Difference difference = rewound.finder().difference(fresh);
        if (outcomes.isEmpty() && difference.changes().isEmpty()) {
            return last;
        }
        HybridTimestamp afterAll = greatest.next(0);
        LoggedRecord correction = Correction.record(id, afterAll, last + 1, now, difference.records(), outcomes);
        log.insert(List.of(correction), Map.of(), Map.of());
        new EffectTable(sql)
                .insert(correction.record().id(), correction.acceptance().ingestId(), difference.changes());
        log.noteOutcomeChanges(correction.record().id(), outcomes.keySet());
        return last + 1;
    }

    /** The grants of records that founded audiences only when they ran again. */
    private static Map<ActionId, Long> founded(Rewound rewound) {
        Map<ActionId, Long> grants = new TreeMap<>();
        for (LoggedRecord each : rewound.again()) {
            if (rewound.results().get(each.record().id()) instanceof RunResult.Done done
                    && !Objects.equals(done.author().grant(), each.grant())) {
                grants.put(each.record().id(), done.author().grant());
            }
        }
        return grants;
    }
}
