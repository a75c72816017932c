package org.synchrotron.server.accept;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.WallClock;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.BehindHead;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.materialize.Materializer;

/**
 * Takes an upload into the log, in one transaction that the caller begins and commits.
 *
 * <ol>
 *   <li>Checks that need no database: whose records they are, and, in case that they are new, their shape, their clocks, their actions.
 *   <li>The log's lock, once for the upload.
 *   <li>Records that are in the log already change nothing, and nothing is said against them any more; if all are, that is the answer.
 *   <li>What the checks said against the others.
 *   <li>The head gate: whoever has not seen all that its user may see receives first.
 *   <li>The rest is appended and materialized; of clients' corrections, what the server takes of them.
 * </ol>
 *
 * <p>Any exception means that the transaction must be rolled back. Thread-safe.
 */
public final class UploadAcceptance {

    /** More records than a device makes, and of 2^53 a small part. */
    private static final long LONGEST_LEAP = 1L << 32;

    private final UploadChecks checks;
    private final Contributions contributions;
    private final LogAppender appender;

    /** @param ids new ones, for the corrections that keep the log true */
    public UploadAcceptance(
            Materializer materializer, AcceptSettings settings, WallClock wall, Supplier<ActionId> ids) {
        this.checks = new UploadChecks(settings, wall, materializer::knows);
        this.contributions = new Contributions(materializer::runsEverywhere);
        this.appender = new LogAppender(materializer, wall, ids);
    }

    /** {@return what became of the upload} */
    public UploadAnswer accept(Upload upload, Handle sql) {
        Optional<Refused> objection = checks.againstOwner(upload);
        if (objection.isPresent()) {
            return objection.get();
        }
        Map<ActionId, Refused> againstNew = checks.againstNew(upload);
        return RoleScope.asEngine(sql, () -> underLock(upload, againstNew, sql));
    }

    private UploadAnswer underLock(Upload upload, Map<ActionId, Refused> againstNew, Handle sql) {
        LogLock.take(sql);
        RecordTable records = new RecordTable(sql);
        LogHead head = records.head();
        Map<ActionId, Outcome> outcomes = new HashMap<>();
        for (LoggedRecord stored : records.find(upload.ids())) {
            if (!stored.record().author().equals(upload.caller().user())) {
                ActionId id = stored.record().id();
                return new Refused(Refusal.NOT_YOURS, "record " + id + ": its id is taken", id);
            }
            outcomes.put(stored.record().id(), stored.acceptance().outcome());
        }
        List<LogEntry> fresh = upload.entries().stream()
                .filter(entry -> !outcomes.containsKey(entry.record().id()))
                .toList();
        if (fresh.isEmpty()) {
            return new Accepted(head.ingestId(), outcomes, List.of());
        }
        Optional<Refused> objection = objection(fresh, againstNew).or(() -> runaway(fresh, records));
        if (objection.isPresent()) {
            return objection.get();
        }
        if (isBehind(upload, head, sql)) {
            return new BehindHead(head.ingestId());
        }
        return append(fresh, upload.caller(), head, outcomes, sql);
    }

    private static Optional<Refused> objection(List<LogEntry> fresh, Map<ActionId, Refused> againstNew) {
        return fresh.stream()
                .map(entry -> againstNew.get(entry.record().id()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** What cannot be taken may show only when it runs; nothing of the upload is left then. */
    private UploadAnswer append(
            List<LogEntry> fresh, Caller caller, LogHead head, Map<ActionId, Outcome> outcomes, Handle sql) {
        sql.execute("savepoint upload");
        try {
            LogAppender.Appended appended = appender.append(head, records(fresh, caller, head, sql), sql);
            appended.requireContributions();
            appended.entries().forEach(entry -> outcomes.put(entry.record().id(), outcome(entry)));
            return new Accepted(appended.head(), outcomes, appended.entries());
        } catch (RefusedUpload refused) {
            sql.execute("rollback to savepoint upload");
            return refused.answer();
        }
    }

    private List<NewRecord> records(List<LogEntry> fresh, Caller caller, LogHead head, Handle sql) {
        List<NewRecord> records = new ArrayList<>();
        for (LogEntry entry : fresh) {
            records.add(
                    entry.record().isCorrection()
                            ? contributions.taken(entry, caller, head, sql)
                            : new NewRecord.Uploaded(entry.record(), caller, entry.effects()));
        }
        records.sort(Comparator.comparing(each -> ReplayKey.of(each.record())));
        return records;
    }

    /**
     * A counter rises by one with each record of a device, above what that had seen, and everybody's goes on from there: one that leaps
     * would soon leave nobody any room.
     */
    private static Optional<Refused> runaway(List<LogEntry> fresh, RecordTable records) {
        Optional<ActionRecord> highest = fresh.stream()
                .map(LogEntry::record)
                .max(Comparator.comparing(record -> record.clock().counter()))
                .filter(record -> record.clock().counter() > LONGEST_LEAP);
        long limit = highest.isEmpty() ? Long.MAX_VALUE : records.highestCounter() + LONGEST_LEAP;
        return highest.filter(record -> record.clock().counter() > limit)
                .map(record -> Refused.of(
                        Refusal.INVALID_RECORD,
                        record,
                        "its clock's counter is " + record.clock().counter()
                                + ", far above all that it can have seen"));
    }

    private static boolean isBehind(Upload upload, LogHead head, Handle sql) {
        Caller caller = upload.caller();
        return head.ingestId() > upload.basis()
                && RoleScope.as(
                        caller,
                        sql,
                        () -> new RecordTable(sql).hasNewsFor(caller.user(), upload.client(), upload.basis()));
    }

    private static Outcome outcome(LogEntry entry) {
        return entry.accepted().orElseThrow().outcome();
    }
}
