package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.clock.WallClock;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.materialize.Correction;
import org.synchrotron.server.materialize.CorrectionFinder;
import org.synchrotron.server.materialize.CorrectionFinder.Difference;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.ReplayStep;
import org.synchrotron.server.materialize.Rewinder;
import org.synchrotron.server.materialize.Rewinder.Rewound;
import org.synchrotron.server.materialize.RunResult;

/**
 * Appends records to the log. The transaction holds the {@link LogLock} and is in the engine's scope.
 *
 * <ol>
 *   <li>What the new records can reach of the suffix of the log behind the earliest of them is undone; it and they run in replay order.
 *   <li>The new records get the next ingest ids and their outcomes; what was observed becomes their known effects. Of a client's
 *       correction, its known effects are what was taken of it.
 *   <li>If there was a suffix or a correction: outcomes that the re-run has changed are stored, and a correction keeps the log true.
 *   <li>The new head is announced.
 * </ol>
 */
final class LogAppender {

    /** What was appended, and how the runs ended. */
    record Appended(long head, List<LogEntry> entries, Map<ActionId, RunResult> results) {

        /** @throws RefusedUpload if the database does not let a contributed correction write what it writes */
        void requireContributions() {
            for (LogEntry entry : entries) {
                ActionRecord record = entry.record();
                if (record.isContribution() && results.get(record.id()) instanceof RunResult.Rejected no) {
                    throw RefusedUpload.of(record, no.outcome());
                }
            }
        }
    }

    private final Materializer materializer;
    private final Rewinder rewinder;
    private final WallClock wall;
    private final Supplier<ActionId> ids;

    LogAppender(Materializer materializer, WallClock wall, Supplier<ActionId> ids) {
        this.materializer = materializer;
        this.rewinder = new Rewinder(materializer);
        this.wall = wall;
        this.ids = ids;
    }

    Appended append(LogHead head, List<NewRecord> records, Handle sql) {
        Instant now = Instant.ofEpochMilli(wall.millis());
        List<LoggedRecord> suffix = suffix(head, records, sql);
        Rewound rewound = rewinder.rewind(
                steps(suffix, sql), records.stream().map(NewRecord::step).toList(), sql);
        Map<ActionId, RunResult> results = rewound.results();
        List<LogEntry> entries = store(head.ingestId(), records, results, now, sql);
        long last = head.ingestId() + entries.size();
        if (!suffix.isEmpty() || records.stream().anyMatch(LogAppender::isContribution)) {
            last = correct(head, last, suffix, records, rewound.finder(), results, now, sql);
        }
        LogLock.announce(sql, last);
        return new Appended(last, entries, results);
    }

    private static List<LoggedRecord> suffix(LogHead head, List<NewRecord> records, Handle sql) {
        ReplayKey earliest = records.stream()
                .map(each -> ReplayKey.of(each.record()))
                .min(ReplayKey::compareTo)
                .orElseThrow();
        return head.isBefore(earliest) ? List.of() : new RecordTable(sql).after(earliest);
    }

    /** Records without code here, and clients' corrections, run again by what the log says of them. */
    private List<ReplayStep> steps(List<LoggedRecord> suffix, Handle sql) {
        List<ActionId> written = suffix.stream()
                .map(LoggedRecord::record)
                .filter(each -> each.isContribution() || (each.isBase() && !materializer.knows(each.tag())))
                .map(ActionRecord::id)
                .toList();
        Map<ActionId, List<RowChange>> given = written.isEmpty() ? Map.of() : new EffectTable(sql).forwardOf(written);
        return suffix.stream()
                .map(each -> new ReplayStep(
                        each.record(),
                        each.author(),
                        given.getOrDefault(each.record().id(), List.of())))
                .toList();
    }

    private static List<LogEntry> store(
            long head, List<NewRecord> records, Map<ActionId, RunResult> results, Instant now, Handle sql) {
        List<ActionId> ids = records.stream().map(each -> each.record().id()).toList();
        Map<ActionId, List<RowChange>> observed = new AppliedChanges(sql).of(ids);
        List<LoggedRecord> logged = new ArrayList<>();
        List<LogEntry> entries = new ArrayList<>();
        long ingestId = head;
        for (NewRecord each : records) {
            ActionId id = each.record().id();
            List<RowChange> effects = each.known(observed.getOrDefault(id, List.of()));
            Outcome outcome = results.get(id) instanceof RunResult.Rejected no ? no.outcome() : each.outcome(effects);
            LoggedRecord record =
                    new LoggedRecord(each.record(), each.author().role(), new Acceptance(++ingestId, now, outcome));
            logged.add(record);
            entries.add(record.with(effects));
        }
        new RecordTable(sql).insert(logged);
        storeEffects(records, sql);
        return entries;
    }

    private static void storeEffects(List<NewRecord> records, Handle sql) {
        EffectTable effects = new EffectTable(sql);
        List<ActionId> ran = new ArrayList<>();
        for (NewRecord each : records) {
            if (isContribution(each)) {
                effects.insert(each.record().id(), each.given());
            } else {
                ran.add(each.record().id());
            }
        }
        effects.takeApplied(ran);
    }

    private static boolean isContribution(NewRecord each) {
        return each.record().isContribution();
    }

    private long correct(
            LogHead head,
            long last,
            List<LoggedRecord> suffix,
            List<NewRecord> records,
            CorrectionFinder finder,
            Map<ActionId, RunResult> results,
            Instant now,
            Handle sql) {
        Map<ActionId, Outcome> changed = changed(suffix, results);
        RecordTable table = new RecordTable(sql);
        if (!changed.isEmpty()) {
            table.changeOutcomes(changed);
        }
        Difference difference = finder.difference(
                records.stream().map(each -> each.record().id()).toList());
        if (changed.isEmpty() && difference.changes().isEmpty()) {
            return last;
        }
        LoggedRecord correction =
                Correction.record(ids.get(), afterAll(head, records), last + 1, now, difference.records(), changed);
        table.insert(List.of(correction));
        new EffectTable(sql).insert(correction.record().id(), difference.changes());
        table.noteOutcomeChanges(correction.record().id(), changed.keySet());
        return last + 1;
    }

    private static HybridTimestamp afterAll(LogHead head, List<NewRecord> records) {
        HybridTimestamp greatest = records.stream()
                .map(each -> each.record().clock())
                .reduce(head.frontier().map(ReplayKey::clock).orElse(HybridTimestamp.ZERO), HybridTimestamp::merge);
        return new HybridTimestamp(greatest.timeMs(), greatest.counter() + 1);
    }

    private Map<ActionId, Outcome> changed(List<LoggedRecord> suffix, Map<ActionId, RunResult> results) {
        Map<ActionId, Outcome> changed = new TreeMap<>();
        for (LoggedRecord each : suffix) {
            RunResult result = results.get(each.record().id());
            if (result != null && !isRejectedForGood(each)) {
                OutcomeChange.of(each.acceptance().outcome(), result)
                        .ifPresent(outcome -> changed.put(each.record().id(), outcome));
            }
        }
        return changed;
    }

    /** Without its code a rejected record has nothing left to apply: that nothing fails then does not turn it. */
    private boolean isRejectedForGood(LoggedRecord logged) {
        return logged.acceptance().outcome().kind() == Outcome.Kind.REJECTED
                && logged.record().isBase()
                && !materializer.knows(logged.record().tag());
    }
}
