package org.synchrotron.server.materialize;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.UnreadableListener;

/** Makes steps of records of the log. Not thread-safe: an instance serves one rewind. */
final class LoggedSteps {

    private final Materializer materializer;
    private final UnreadableListener unreadable;
    private final Handle sql;
    private final Set<String> lostRoles = new HashSet<>();
    private final Set<String> roles = new HashSet<>();

    LoggedSteps(Materializer materializer, UnreadableListener unreadable, Handle sql) {
        this.materializer = materializer;
        this.unreadable = unreadable;
        this.sql = sql;
    }

    /**
     * {@return the steps, in the order of the records} For a record that the server cannot run, the step applies its known effects. If
     * one of these effects cannot be read, the record has no step: it is neither undone nor run.
     */
    List<ReplayStep> of(List<FootprintedRecord> records) {
        lookAtRoles(records);
        List<ActionId> written = records.stream()
                .map(FootprintedRecord::logged)
                .filter(each -> cannotRun(each) && !each.isRejected())
                .map(each -> each.record().id())
                .toList();
        Set<ActionId> leftAlone = new HashSet<>();
        Map<ActionId, List<RowChange>> given =
                written.isEmpty() ? Map.of() : new EffectTable(sql).forwardOf(written, leftAlone::add);
        leftAlone.forEach(unreadable::foundRowChange);
        records.forEach(each -> unreadable.isReadable(each.logged().record()));
        return records.stream()
                .filter(each -> !leftAlone.contains(each.logged().record().id()))
                .map(each -> step(each, given))
                .toList();
    }

    private ReplayStep step(FootprintedRecord each, Map<ActionId, List<RowChange>> given) {
        LoggedRecord logged = each.logged();
        return new ReplayStep(
                logged.record(),
                lostRoles.contains(logged.role()) ? logged.author().asEngine() : logged.author(),
                each.footprint().audiences(),
                given.getOrDefault(logged.record().id(), List.of()));
    }

    private void lookAtRoles(List<FootprintedRecord> records) {
        Set<String> others = records.stream().map(each -> each.logged().role()).collect(Collectors.toSet());
        others.removeAll(roles);
        if (!others.isEmpty()) {
            roles.addAll(others);
            lostRoles.addAll(RoleScope.lost(others, sql));
        }
    }

    /**
     * {@return whether the record keeps its known effects (rules 3 and 11)} It does without the code of its action, without the role of
     * its author, or without arguments that can be read. The record is one of those that {@link #of} had.
     */
    boolean cannotRun(LoggedRecord logged) {
        ActionRecord record = logged.record();
        return !record.isReadable() || !materializer.knows(record.tag()) || lostRoles.contains(logged.role());
    }
}
