package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.FurtherViewTable;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.UnreadableListener;

/** Makes steps of records of the log. Not thread-safe: an instance serves one rewind. */
final class LoggedSteps {

    private final Materializer materializer;
    private final UnreadableListener unreadable;
    private final Map<ActionId, Outcome> withdrawn;
    private final Handle sql;
    private final Set<String> lostRoles = new HashSet<>();
    private final Set<String> roles = new HashSet<>();

    /** What those did in their last run that would cost too much to run again: also under their further views. */
    private final Map<ActionId, List<RowChange>> expensive = new HashMap<>();

    /** @param withdrawn the outcomes of records that are withdrawn now; of others, the log has such an outcome */
    LoggedSteps(
            Materializer materializer, UnreadableListener unreadable, Map<ActionId, Outcome> withdrawn, Handle sql) {
        this.materializer = materializer;
        this.unreadable = unreadable;
        this.withdrawn = Map.copyOf(withdrawn);
        this.sql = sql;
    }

    /**
     * {@return the steps, in the order of the records} For a record that the server cannot run, the step applies its known effects. If
     * one of these effects cannot be read, the record has no step: it is neither undone nor run.
     */
    List<ReplayStep> of(List<FootprintedRecord> records) {
        if (records.isEmpty()) {
            return List.of();
        }
        Map<ActionId, List<Grantee>> views = new FurtherViewTable(sql)
                .of(records.stream().map(each -> each.logged().record().id()).toList());
        lookAtRoles(records, views.values());
        lookAtCosts(records);
        Set<ActionId> leftAlone = new HashSet<>();
        Map<ActionId, List<RowChange>> given = given(records, leftAlone);
        leftAlone.forEach(unreadable::foundRowChange);
        records.forEach(each -> unreadable.isReadable(each.logged().record()));
        return records.stream()
                .filter(each -> !leftAlone.contains(each.logged().record().id()))
                .map(each -> step(
                        each, given, views.getOrDefault(each.logged().record().id(), List.of())))
                .toList();
    }

    /** The stored footprint of a record with further views is that of all its runs; only records without declared audiences have views. */
    private ReplayStep step(FootprintedRecord each, Map<ActionId, List<RowChange>> given, List<Grantee> readers) {
        LoggedRecord logged = each.logged();
        Grantee author = logged.author();
        boolean tooMuch = expensive.containsKey(logged.record().id());
        return new ReplayStep(
                logged.record(),
                tooMuch || lostRoles.contains(logged.role()) ? author.asEngine() : author,
                readers.isEmpty() ? each.footprint().audiences() : AudienceSets.of(author),
                each.rows(),
                given.getOrDefault(logged.record().id(), List.of()),
                tooMuch ? List.of() : views(logged, readers),
                outcome(logged));
    }

    private Outcome outcome(LoggedRecord logged) {
        return withdrawn.getOrDefault(logged.record().id(), logged.acceptance().outcome());
    }

    private Map<ActionId, List<RowChange>> given(List<FootprintedRecord> records, Set<ActionId> leftAlone) {
        List<ActionId> written = records.stream()
                .map(FootprintedRecord::logged)
                .filter(each -> cannotRun(each) && !outcome(each).isNoOp())
                .map(each -> each.record().id())
                .filter(id -> !expensive.containsKey(id))
                .toList();
        Map<ActionId, List<RowChange>> given = new HashMap<>(expensive);
        if (!written.isEmpty()) {
            given.putAll(new EffectTable(sql).forwardOf(written, leftAlone::add));
        }
        return given;
    }

    /** It looks at each record before the record is undone, because that forgets what the last run did. */
    private void lookAtCosts(List<FootprintedRecord> records) {
        List<ActionId> found = records.stream()
                .map(FootprintedRecord::logged)
                .filter(each -> !cannotRun(each) && materializer.limits().isExpensive(each.record()))
                .map(each -> each.record().id())
                .toList();
        if (!found.isEmpty()) {
            Map<ActionId, List<RowChange>> last = new AppliedChanges(sql).of(found);
            found.forEach(id -> expensive.put(id, last.getOrDefault(id, List.of())));
        }
    }

    /** The views of the record, in the order of the users. Where the logic cannot run, what it last did there is applied again. */
    private List<FurtherView> views(LoggedRecord logged, List<Grantee> readers) {
        List<FurtherView> further = new ArrayList<>();
        List<Long> covered = new ArrayList<>(List.of(logged.author().grant()));
        for (Grantee reader : readers) {
            boolean runs =
                    !cannotRun(logged) && !lostRoles.contains(reader.caller().role());
            further.add(
                    runs
                            ? new FurtherView(reader, List.of())
                            : new FurtherView(
                                    reader.asEngine(),
                                    new AppliedChanges(sql)
                                            .hidden(logged.record().id(), reader.grant(), covered)));
            covered.add(reader.grant());
        }
        return further;
    }

    private void lookAtRoles(List<FootprintedRecord> records, Collection<List<Grantee>> views) {
        Set<String> others = new HashSet<>();
        records.forEach(each -> others.add(each.logged().role()));
        views.forEach(
                readers -> readers.forEach(reader -> others.add(reader.caller().role())));
        others.removeAll(roles);
        if (!others.isEmpty()) {
            roles.addAll(others);
            lostRoles.addAll(RoleScope.lost(others, sql));
        }
    }

    /**
     * {@return whether the record keeps its known effects (rules 3, 9 and 11)} It does without the code of its action, without the role
     * of its author, without arguments that can be read, or if its run costs too much. The record is one of those that {@link #of} had.
     */
    boolean cannotRun(LoggedRecord logged) {
        ActionRecord record = logged.record();
        return !record.isReadable()
                || !materializer.knows(record.tag())
                || lostRoles.contains(logged.role())
                || expensive.containsKey(record.id());
    }
}
