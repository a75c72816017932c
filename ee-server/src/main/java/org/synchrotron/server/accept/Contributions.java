package org.synchrotron.server.accept;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.RowStates;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.CorrectionArgs;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.AudienceView;
import org.synchrotron.server.log.GrantTable;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.PortableChanges;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.RowHistory;
import org.synchrotron.server.log.TrackedTables;

/**
 * Decides what the server accepts of the corrections that clients contribute (rule 7): changes of rows that an author of the
 * corrected records could not see. The server cannot compute these by running the logic, because it runs in the author's view.
 * The rest of a correction is dropped. A correction that its client had no right to make is refused.
 */
final class Contributions {

    private final Predicate<String> runsEverywhere;

    /**
     * @param runsEverywhere decides whether the logic of a tag runs on replicas of other users, who may see more than the author
     */
    Contributions(Predicate<String> runsEverywhere) {
        this.runsEverywhere = runsEverywhere;
    }

    /**
     * {@return the correction with the row changes that are accepted} The transaction must be in the engine's scope.
     *
     * @throws RefusedUpload if the correction is refused
     */
    NewRecord.Contributed taken(LogEntry offered, Grantee author, LogHead head, Handle sql) {
        ActionRecord record = offered.record();
        requirePresentBasis(record, head);
        List<LoggedRecord> corrected = corrected(record, author.caller(), sql);
        requireOwnAudiences(offered, author.caller(), sql);
        Set<String> hidden = hidden(offered, corrected, sql);
        RowStates present = present(offered, sql);
        List<RowChange> taken = new ArrayList<>();
        for (RowChange change : offered.effects()) {
            requireItsAudience(record, change, present);
            boolean fits = present.get(change.row()).isPresent() != change instanceof RowChange.Inserted;
            if (fits && hidden.contains(change.audience())) {
                portable(record, change, sql).ifPresent(taken::add);
            }
        }
        return new NewRecord.Contributed(record, author, offered.effects(), taken);
    }

    private static void requirePresentBasis(ActionRecord correction, LogHead head) {
        long basis = CorrectionArgs.of(correction).basis();
        if (basis > head.ingestId()) {
            throw refused(
                    Refusal.INVALID_RECORD,
                    correction,
                    "its basis " + basis + " lies in the future; the log ends at " + head.ingestId());
        }
    }

    /** The records that the correction names, read under its author's role. */
    private static List<LoggedRecord> corrected(ActionRecord correction, Caller author, Handle sql) {
        Set<ActionId> named = new HashSet<>(CorrectionArgs.of(correction).corrected());
        List<LoggedRecord> corrected = RoleScope.as(author, sql, () -> new RecordTable(sql).find(named));
        corrected.forEach(each -> named.remove(each.record().id()));
        if (!named.isEmpty()) {
            throw refused(
                    Refusal.INVALID_RECORD,
                    correction,
                    "it corrects record " + named.iterator().next()
                            + ", which is not in the log or not visible to its author");
        }
        return corrected;
    }

    private static void requireOwnAudiences(LogEntry offered, Caller author, Handle sql) {
        Set<String> foreign = audiences(offered);
        foreign.removeAll(new AudienceView(sql).of(author.user()));
        if (!foreign.isEmpty()) {
            throw refused(
                    Refusal.ACCESS_DENIED,
                    offered.record(),
                    "it writes rows of audience " + foreign.iterator().next() + ", which its author does not have");
        }
    }

    /** The audiences that are not in the grant of at least one of the corrected records. */
    private Set<String> hidden(LogEntry offered, List<LoggedRecord> corrected, Handle sql) {
        Set<String> hidden = new HashSet<>();
        for (LoggedRecord each : corrected) {
            if (each.record().isBase() && runsEverywhere.test(each.record().tag())) {
                Set<String> unseen = audiences(offered);
                unseen.removeAll(new GrantTable(sql).audiences(each.author()));
                hidden.addAll(unseen);
            }
        }
        return hidden;
    }

    private static RowStates present(LogEntry offered, Handle sql) {
        Set<RowRef> rows = offered.effects().stream().map(RowChange::row).collect(Collectors.toSet());
        Set<String> unknown = rows.stream().map(RowRef::table).collect(Collectors.toSet());
        unknown.removeAll(new TrackedTables(sql).names());
        if (!unknown.isEmpty()) {
            throw refused(
                    Refusal.INVALID_RECORD,
                    offered.record(),
                    "it writes table " + unknown.iterator().next() + ", which is not tracked on this server");
        }
        return new RowHistory(sql).present(rows);
    }

    /** The change in its portable spelling; empty if it writes nothing. */
    private static Optional<RowChange> portable(ActionRecord correction, RowChange change, Handle sql) {
        try {
            RowChange portable = new PortableChanges(sql).of(change);
            boolean writes = !(portable instanceof RowChange.Updated)
                    || !portable.forward().isEmpty();
            return writes ? Optional.of(portable) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw refused(Refusal.INVALID_RECORD, correction, String.valueOf(e.getMessage()));
        }
    }

    private static void requireItsAudience(ActionRecord correction, RowChange change, RowStates present) {
        present.get(change.row())
                .filter(row -> !row.audience().equals(change.audience()))
                .ifPresent(row -> {
                    throw refused(
                            Refusal.INVALID_RECORD,
                            correction,
                            "row " + change.row() + " does not have audience " + change.audience());
                });
    }

    private static Set<String> audiences(LogEntry offered) {
        return offered.effects().stream().map(RowChange::audience).collect(Collectors.toSet());
    }

    private static RefusedUpload refused(Refusal code, ActionRecord record, String why) {
        return new RefusedUpload(code, record, why);
    }
}
