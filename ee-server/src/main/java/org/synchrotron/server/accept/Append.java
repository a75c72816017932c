package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.accept.LogAppender.Appended;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Correction;
import org.synchrotron.server.materialize.CorrectionFinder;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.ReplayStep;
import org.synchrotron.server.materialize.Rewinder;
import org.synchrotron.server.materialize.Rewinder.Rewound;
import org.synchrotron.server.materialize.RunResult;

/**
 * One append of new records to the log.
 *
 * <ol>
 *   <li>The records of the suffix (the log after the earliest new record) that the new ones may affect are undone; both then run in
 *       replay order.
 *   <li>The new records get the next ingest ids and their outcomes, and their applied changes become their known effects. The
 *       known effects of a client's correction are the row changes that the server accepted of it.
 *   <li>If there is a suffix or a correction, the outcomes that the re-run changed are stored, and a correction is added if
 *       the log and the tables differ.
 *   <li>The new head is announced.
 * </ol>
 */
final class Append {

    private final List<NewRecord> records;
    private final LogHead head;
    private final List<LoggedRecord> suffix;
    private final Set<String> lostRoles;
    private final Instant now;
    private final ActionId correctionId;
    private final Materializer materializer;
    private final Handle sql;
    private final RecordTable log;
    private final EffectTable effects;

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
        this.suffix = suffix();
        this.lostRoles = lostRoles();
    }

    private List<LoggedRecord> suffix() {
        ReplayKey earliest = records.stream()
                .map(each -> ReplayKey.of(each.record()))
                .min(ReplayKey::compareTo)
                .orElseThrow();
        return head.isBefore(earliest) ? List.of() : log.after(earliest);
    }

    private Set<String> lostRoles() {
        Set<String> roles = suffix.stream()
                .filter(each -> each.record().isBase())
                .map(LoggedRecord::role)
                .collect(Collectors.toSet());
        return roles.isEmpty() ? Set.of() : RoleScope.lost(roles, sql);
    }

    /** @param unreadable receives the records of the suffix that cannot be read */
    Appended carryOut(UnreadableListener unreadable) {
        // 1.
        Rewound rewound = rewind(unreadable);
        // 2.
        List<LogEntry> entries = store(rewound.results());
        // 3.
        long last = correct(head.ingestId() + entries.size(), rewound);
        // 4.
        LogLock.announce(sql, last);
        return new Appended(last, entries, rewound.results());
    }

    private Rewound rewind(UnreadableListener unreadable) {
        List<ReplayStep> fresh = records.stream().map(NewRecord::step).toList();
        return new Rewinder(materializer).rewind(steps(unreadable), fresh, sql);
    }

    /**
     * The steps of the suffix. For a record that the server cannot run, and a client's correction, the step applies its known
     * effects. If one of these effects cannot be read, or the arguments of a correction, the record is neither undone nor run.
     */
    private List<ReplayStep> steps(UnreadableListener unreadable) {
        List<ActionId> written = suffix.stream()
                .filter(each -> each.record().isContribution() || (cannotRun(each) && !each.isRejected()))
                .map(each -> each.record().id())
                .toList();
        Set<ActionId> leftAlone = new HashSet<>();
        Map<ActionId, List<RowChange>> given =
                written.isEmpty() ? Map.of() : effects.forwardOf(written, leftAlone::add);
        leftAlone.forEach(unreadable::foundRowChange);
        for (LoggedRecord each : suffix) {
            ActionRecord record = each.record();
            if (!unreadable.isReadable(record) && record.isContribution()) {
                leftAlone.add(record.id());
            }
        }
        return suffix.stream()
                .filter(each -> each.grant() != null)
                .filter(each -> !leftAlone.contains(each.record().id()))
                .map(each -> new ReplayStep(
                        each.record(),
                        lostRoles.contains(each.role()) ? each.author().asEngine() : each.author(),
                        given.getOrDefault(each.record().id(), List.of())))
                .toList();
    }

    private List<LogEntry> store(Map<ActionId, RunResult> results) {
        Map<ActionId, List<RowChange>> applied = new AppliedChanges(sql).of(ids());
        List<LoggedRecord> logged = new ArrayList<>();
        List<LogEntry> entries = new ArrayList<>();
        long ingestId = head.ingestId();
        for (NewRecord each : records) {
            ActionId id = each.record().id();
            List<RowChange> known = each.known(applied.getOrDefault(id, List.of()));
            RunResult result = results.get(id);
            Outcome outcome = result instanceof RunResult.Rejected no ? no.outcome() : each.outcome(known);
            Grantee author = result instanceof RunResult.Done done ? done.author() : each.author();
            LoggedRecord record = each.logged(new Acceptance(++ingestId, now, outcome), author);
            logged.add(record);
            entries.add(record.with(known));
        }
        log.insert(logged);
        storeEffects();
        return entries;
    }

    private void storeEffects() {
        List<ActionId> ran = new ArrayList<>();
        for (NewRecord each : records) {
            if (each.record().isContribution()) {
                effects.insert(each.record().id(), each.given());
            } else {
                ran.add(each.record().id());
            }
        }
        effects.takeApplied(ran);
    }

    /** {@return the last ingest id; {@code last} if no correction was added} */
    private long correct(long last, Rewound rewound) {
        if (suffix.isEmpty() && records.stream().noneMatch(each -> each.record().isContribution())) {
            return last;
        }
        log.changeGrants(founded(rewound.results()));
        Map<ActionId, Outcome> changed = OutcomeChange.among(suffix, rewound.results(), this::cannotRun);
        if (!changed.isEmpty()) {
            log.changeOutcomes(changed);
        }
        CorrectionFinder.Difference difference = rewound.finder().difference(ids());
        if (changed.isEmpty() && difference.changes().isEmpty()) {
            return last;
        }
        LoggedRecord correction =
                Correction.record(correctionId, afterAll(), last + 1, now, difference.records(), changed);
        log.insert(List.of(correction));
        effects.insert(correction.record().id(), difference.changes());
        log.noteOutcomeChanges(correction.record().id(), changed.keySet());
        return last + 1;
    }

    /** The grants of records that founded audiences only when they ran again. */
    private Map<ActionId, Long> founded(Map<ActionId, RunResult> results) {
        Map<ActionId, Long> grants = new TreeMap<>();
        for (LoggedRecord each : suffix) {
            if (results.get(each.record().id()) instanceof RunResult.Done done
                    && !Objects.equals(done.author().grant(), each.grant())) {
                grants.put(each.record().id(), done.author().grant());
            }
        }
        return grants;
    }

    private HybridTimestamp afterAll() {
        HybridTimestamp greatest = records.stream()
                .map(each -> each.record().clock())
                .reduce(head.frontier().map(ReplayKey::clock).orElse(HybridTimestamp.ZERO), HybridTimestamp::merge);
        return new HybridTimestamp(greatest.timeMs(), greatest.counter() + 1);
    }

    /**
     * Without the code of its action, without the role of its author, or without arguments that can be read, a record keeps its
     * known effects (rules 3 and 11).
     */
    private boolean cannotRun(LoggedRecord logged) {
        ActionRecord record = logged.record();
        return record.isBase()
                && (!record.isReadable() || !materializer.knows(record.tag()) || lostRoles.contains(logged.role()));
    }

    private List<ActionId> ids() {
        return records.stream().map(each -> each.record().id()).toList();
    }
}
