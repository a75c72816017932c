package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.accept.LogAppender.Appended;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.ReplayStep;
import org.synchrotron.server.materialize.Rewinder;
import org.synchrotron.server.materialize.Rewinder.Rewound;
import org.synchrotron.server.materialize.RunResult;

/**
 * One append of new records to the log.
 *
 * <ol>
 *   <li>A new record whose footprint is not within its author's grant is denied: it does not run, now or later.
 *   <li>The records of the log that the new ones may affect are undone; both then run in replay order.
 *   <li>The new records get the next ingest ids and their outcomes, and their applied changes become their known effects.
 *   <li>If a new record is not the last of the log, the outcomes that the re-run changed are stored, and a correction is added if
 *       the log and the tables differ.
 *   <li>The new head is announced.
 * </ol>
 */
final class Append {

    private final List<NewRecord> records;
    private final LogHead head;
    private final Instant now;
    private final ActionId correctionId;
    private final Materializer materializer;
    private final Handle sql;
    private final RecordTable log;
    private final EffectTable effects;
    private final boolean late;

    /**
     * An append of these records, at least one, to the log as it is.
     *
     * @param now the time of their acceptance
     * @param correctionId for the correction, if one is needed
     */
    Append(
            List<NewRecord> records,
            LogHead head,
            Instant now,
            ActionId correctionId,
            Materializer materializer,
            Handle sql) {
        this.records = records;
        this.head = head;
        this.now = now;
        this.correctionId = correctionId;
        this.materializer = materializer;
        this.sql = sql;
        this.log = new RecordTable(sql);
        this.effects = new EffectTable(sql);
        this.late = records.stream().map(each -> ReplayKey.of(each.record())).anyMatch(key -> !head.isBefore(key));
    }

    /** @param unreadable receives the affected records of the log that cannot be read */
    Appended carryOut(UnreadableListener unreadable) {
        // 1.
        Admission admission = Admission.of(records, materializer, sql);
        // 2.
        Rewound rewound = rewind(admission, unreadable);
        Map<ActionId, RunResult> results = new HashMap<>(rewound.results());
        results.putAll(admission.denied());
        // 3.
        List<LogEntry> entries = store(results, admission, rewound);
        // 4.
        long last = correct(head.ingestId() + entries.size(), rewound);
        // 5.
        LogLock.announce(sql, last);
        return new Appended(last, entries, results, rewound.again().size());
    }

    private Rewound rewind(Admission admission, UnreadableListener unreadable) {
        Rewinder rewinder = new Rewinder(materializer);
        List<ReplayStep> fresh = admission.steps();
        return late && !fresh.isEmpty() ? rewinder.rewind(fresh, sql, unreadable) : rewinder.append(fresh, sql);
    }

    private List<LogEntry> store(Map<ActionId, RunResult> results, Admission admission, Rewound rewound) {
        Map<ActionId, List<RowChange>> applied = applied();
        Map<ActionId, AudienceSets> audiences = new HashMap<>(admission.audiences());
        List<LoggedRecord> logged = new ArrayList<>();
        List<LogEntry> entries = new ArrayList<>();
        long ingestId = head.ingestId();
        for (NewRecord each : records) {
            ActionId id = each.record().id();
            List<RowChange> known = applied.getOrDefault(id, List.of());
            RunResult result = results.get(id);
            Outcome outcome = result instanceof RunResult.Rejected no ? no.outcome() : each.outcome(known);
            Grantee author = result instanceof RunResult.Done done ? done.author() : each.author();
            LoggedRecord record = each.logged(new Acceptance(++ingestId, now, outcome), author);
            audiences.computeIfPresent(
                    id, (same, sets) -> sets.areOfGrant(each.author()) ? AudienceSets.of(author) : sets);
            logged.add(record);
            entries.add(record.with(known));
        }
        log.insert(logged, audiences, admission.rows(rewound.strayed()));
        effects.takeApplied(logged);
        return entries;
    }

    /** {@return what the records changed} All of it is held at once, so it is bounded. */
    private Map<ActionId, List<RowChange>> applied() {
        AppliedChanges changes = new AppliedChanges(sql);
        int most = materializer.mostRowChanges();
        return records.size() == 1 || most == 0
                ? changes.of(ids())
                : changes.of(ids(), most).orElseThrow(() -> new UploadTooLarge(most));
    }

    /** {@return the last ingest id; {@code last} if no correction was added} */
    private long correct(long last, Rewound rewound) {
        if (!late) {
            return last;
        }
        return new LogCorrection(correctionId, now, sql).add(last, greatestClock(), rewound, ids());
    }

    private HybridTimestamp greatestClock() {
        return records.stream().map(each -> each.record().clock()).reduce(head.clock(), HybridTimestamp::merge);
    }

    private List<ActionId> ids() {
        return records.stream().map(each -> each.record().id()).toList();
    }
}
