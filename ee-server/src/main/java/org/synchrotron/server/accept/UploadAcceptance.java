package org.synchrotron.server.accept;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.action.Footprint;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.BehindHead;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;

/**
 * Accepts an upload into the log, in one transaction that the caller begins and commits, and with it others that wait.
 *
 * <ol>
 *   <li>Run the checks that need no database: the owner of each record; for records that may be new, also
 *       their form, clock and action.
 *   <li>Wait for the log's lock, once for the transaction. Then other uploads join, as far as {@link SharedCommit} admits them. What
 *       follows is done for one after another, in the order of their first records, each on the log with those before it.
 *   <li>Skip records that are, or were, in the log with the same content, without the checks for new ones. If none is new, the answer is the stored outcomes.
 *   <li>Refuse the upload if a check failed for a new record.
 *   <li>Head gate (rule 13): if a new record comes by row changes that the server cannot compute, and the client has not received all
 *       records that its user may see, answer that it is behind the head.
 *   <li>Append and materialize the new records.
 * </ol>
 *
 * <p>After any exception the caller must roll the transaction back. Thread-safe.
 */
public final class UploadAcceptance {

    private final UploadChecks checks;
    private final LogAppender appender;
    private final Predicate<String> knows;
    private final BiPredicate<String, Handle> elsewhere;
    private final Function<ActionRecord, Footprint> footprints;

    /** The same, which tells nobody of records that cannot be read. */
    public UploadAcceptance(
            Materializer materializer, AcceptSettings settings, WallClock wall, Supplier<ActionId> ids) {
        this(materializer, settings, wall, ids, UnreadableListener.NONE);
    }

    /**
     * @param ids the source of new ids, for the server's corrections
     * @param unreadable receives the records of the log that a late upload meets and that cannot be read
     */
    public UploadAcceptance(
            Materializer materializer,
            AcceptSettings settings,
            WallClock wall,
            Supplier<ActionId> ids,
            UnreadableListener unreadable) {
        this.knows = materializer::knows;
        this.elsewhere = materializer::isElsewhere;
        this.footprints = materializer::footprint;
        this.checks = new UploadChecks(settings, wall, materializer::knows, materializer::undeclared);
        this.appender = new LogAppender(materializer, wall, ids, unreadable);
    }

    /** {@return the answer to the upload} No other joins it. */
    public UploadAnswer accept(Upload upload, Handle sql) {
        return accept(upload, commit -> List.of(), sql).get(0);
    }

    /**
     * {@return the answers: to the upload, and to those that joined, in the order in which they did}
     *
     * @param waiting is asked once, as soon as this transaction has the log's lock
     */
    public List<UploadAnswer> accept(Upload first, WaitingUploads waiting, Handle sql) {
        CheckedUpload checked = CheckedUpload.of(first, checks);
        if (checked.objection() != null) {
            return List.of(checked.objection());
        }
        return RoleScope.asEngine(sql, () -> {
            LogLock.takeGivingWay(sql);
            LogHead head = new RecordTable(sql).head();
            List<CheckedUpload> together = new ArrayList<>(List.of(checked));
            for (Upload joined : waiting.join(new SharedCommit(first, head))) {
                together.add(CheckedUpload.of(joined, checks));
            }
            return underLock(together, head, sql);
        });
    }

    /** {@return the answers, in the order of the uploads} In the order of their records, fewer of them are late. */
    private List<UploadAnswer> underLock(List<CheckedUpload> together, LogHead before, Handle sql) {
        List<CheckedUpload> inOrder = together.stream()
                .sorted(Comparator.comparing(CheckedUpload::place, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        IdentityHashMap<CheckedUpload, UploadAnswer> answers = new IdentityHashMap<>();
        for (CheckedUpload each : inOrder) {
            LogHead head = answers.isEmpty() ? before : new RecordTable(sql).head();
            answers.put(each, underLock(each, head, sql));
        }
        return together.stream().map(answers::get).toList();
    }

    private UploadAnswer underLock(CheckedUpload checked, LogHead head, Handle sql) {
        if (checked.objection() != null) {
            return checked.objection();
        }
        Upload upload = checked.upload();
        AcceptedBefore before = AcceptedBefore.of(upload, head, sql);
        if (before.objection() != null) {
            return before.objection();
        }
        Map<ActionId, Outcome> outcomes = new HashMap<>(before.outcomes());
        List<UploadedRecord> fresh = upload.records().stream()
                .filter(each -> !outcomes.containsKey(each.record().id()))
                .toList();
        if (fresh.isEmpty()) {
            return new Accepted(head.ingestId(), outcomes, List.of(), 0);
        }
        Optional<Refused> objection =
                objection(fresh, checked.againstNew(), sql).or(() -> PlaceChecks.objection(fresh, head, sql));
        if (objection.isPresent()) {
            return objection.get();
        }
        if (fresh.stream().anyMatch(this::isBelieved) && isBehind(upload, head, sql)) {
            return new BehindHead(head.ingestId());
        }
        return append(upload, head, outcomes, sql);
    }

    private Optional<Refused> objection(List<UploadedRecord> fresh, Map<ActionId, Refused> againstNew, Handle sql) {
        for (UploadedRecord each : fresh) {
            Refused objection = againstNew.get(each.record().id());
            if (objection != null) {
                return Optional.of(waiting(each.record(), objection, sql));
            }
        }
        return Optional.empty();
    }

    /** {@return that the client comes again, if another node has the code that is missing here; otherwise the objection} */
    private Refused waiting(ActionRecord record, Refused objection, Handle sql) {
        return objection.code() == Refusal.UNKNOWN_ACTION && elsewhere.test(record.tag(), sql)
                ? Refused.of(
                        Refusal.UNAVAILABLE,
                        record,
                        "another node of this server has the action " + record.tag()
                                + ", and this one does not yet; try again later")
                : objection;
    }

    private UploadAnswer append(Upload upload, LogHead head, Map<ActionId, Outcome> outcomes, Handle sql) {
        LogAppender.Appended appended = appender.append(head, records(upload, outcomes.keySet(), sql), sql);
        appended.entries().forEach(entry -> outcomes.put(entry.record().id(), outcome(entry)));
        return new Accepted(appended.head(), outcomes, appended.entries(), appended.ranAgain());
    }

    /** {@return the records of the upload that are not in the log yet, in replay order} The others found audiences all the same. */
    private List<NewRecord> records(Upload upload, Set<ActionId> stored, Handle sql) {
        List<DeclaredRecord> inOrder = upload.records().stream()
                .map(each -> new DeclaredRecord(each, footprints.apply(each.record())))
                .sorted(DeclaredRecord.REPLAY_ORDER)
                .toList();
        Grants grants = Grants.of(upload.caller(), inOrder, sql);
        return inOrder.stream()
                .filter(each -> !stored.contains(each.id()))
                .<NewRecord>map(each -> new NewRecord.Uploaded(each, grants.author(each.id()), upload.schema()))
                .toList();
    }

    /** {@return whether the server takes the record by its row changes} What it runs itself needs no gate: its place is its replay key. */
    private boolean isBelieved(UploadedRecord uploaded) {
        ActionRecord record = uploaded.record();
        return record.isCorrection() || (record.isBase() && !knows.test(record.tag()));
    }

    private static boolean isBehind(Upload upload, LogHead head, Handle sql) {
        return head.ingestId() > upload.basis()
                && RoleScope.as(upload.caller(), sql, () -> new RecordTable(sql).hasNews(upload.basis()));
    }

    private static Outcome outcome(LogEntry entry) {
        return entry.accepted().orElseThrow().outcome();
    }
}
