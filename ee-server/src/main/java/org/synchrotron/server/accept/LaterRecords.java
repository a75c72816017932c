package org.synchrotron.server.accept;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.FurtherViewTable;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.FurtherView;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.ReplayStep;
import org.synchrotron.server.materialize.Rewinder.Rewound;
import org.synchrotron.server.materialize.RunResult;

/** The suffix of the log from a place on, with what its records need to run again. Not thread-safe. */
final class LaterRecords {

    private final List<LoggedRecord> records;
    private final Materializer materializer;
    private final Handle sql;
    private final Map<ActionId, List<Grantee>> views;
    private final Set<String> lostRoles;

    /** @param records in replay order */
    LaterRecords(List<LoggedRecord> records, Materializer materializer, Handle sql) {
        this.records = records;
        this.materializer = materializer;
        this.sql = sql;
        this.views = records.isEmpty()
                ? Map.of()
                : new FurtherViewTable(sql)
                        .of(records.stream().map(each -> each.record().id()).toList());
        this.lostRoles = lostRoles();
    }

    private Set<String> lostRoles() {
        Set<String> roles = new HashSet<>();
        records.stream().filter(each -> each.grant() != null).forEach(each -> roles.add(each.role()));
        views.values().stream()
                .flatMap(Collection::stream)
                .forEach(view -> roles.add(view.caller().role()));
        return roles.isEmpty() ? Set.of() : RoleScope.lost(roles, sql);
    }

    boolean areNone() {
        return records.isEmpty();
    }

    /**
     * {@return the steps of the records} For a record that the server cannot run, the step applies its known effects. If one of these
     * effects cannot be read, the record has no step: it is neither undone nor run.
     *
     * @param unreadable receives the records that cannot be read
     */
    List<ReplayStep> steps(UnreadableListener unreadable) {
        List<ActionId> written = records.stream()
                .filter(each -> cannotRun(each) && !each.isRejected())
                .map(each -> each.record().id())
                .toList();
        Set<ActionId> leftAlone = new HashSet<>();
        Map<ActionId, List<RowChange>> given =
                written.isEmpty() ? Map.of() : new EffectTable(sql).forwardOf(written, leftAlone::add);
        leftAlone.forEach(unreadable::foundRowChange);
        records.forEach(each -> unreadable.isReadable(each.record()));
        return records.stream()
                .filter(each -> each.grant() != null)
                .filter(each -> !leftAlone.contains(each.record().id()))
                .map(each -> step(each, given.getOrDefault(each.record().id(), List.of())))
                .toList();
    }

    private ReplayStep step(LoggedRecord logged, List<RowChange> given) {
        return new ReplayStep(logged.record(), inPresentRole(logged.author()), given, views(logged));
    }

    private Grantee inPresentRole(Grantee user) {
        return lostRoles.contains(user.caller().role()) ? user.asEngine() : user;
    }

    /** The views of the record, in the order of the users. Where the logic cannot run, what it last did there is applied again. */
    private List<FurtherView> views(LoggedRecord logged) {
        ActionId id = logged.record().id();
        List<FurtherView> further = new ArrayList<>();
        List<Long> covered = new ArrayList<>(List.of(logged.author().grant()));
        for (Grantee user : views.getOrDefault(id, List.of())) {
            boolean runs =
                    !cannotRun(logged) && !lostRoles.contains(user.caller().role());
            further.add(
                    runs
                            ? new FurtherView(user, List.of())
                            : new FurtherView(
                                    user.asEngine(), new AppliedChanges(sql).hidden(id, user.grant(), covered)));
            covered.add(user.grant());
        }
        return further;
    }

    /** {@return the new outcomes of the records whose outcome a rewind changed} */
    Map<ActionId, Outcome> changedOutcomes(Rewound rewound) {
        return OutcomeChange.among(records, rewound.results(), this::cannotRun);
    }

    /** {@return the new grants of the records that founded audiences only when they ran again} */
    Map<ActionId, Long> changedGrants(Rewound rewound) {
        Map<ActionId, Long> grants = new TreeMap<>();
        for (LoggedRecord each : records) {
            ActionId id = each.record().id();
            if (rewound.results().get(id) instanceof RunResult.Done done
                    && !Objects.equals(done.author().grant(), each.grant())) {
                grants.put(id, done.author().grant());
            }
        }
        return grants;
    }

    /**
     * Without the code of its action, without the role of its author, or without arguments that can be read, a record keeps its
     * known effects (rules 3 and 11). So does a correction that a client uploaded to an older version of this server.
     */
    private boolean cannotRun(LoggedRecord logged) {
        ActionRecord record = logged.record();
        return logged.grant() != null
                && (!record.isReadable() || !materializer.knows(record.tag()) || lostRoles.contains(logged.role()));
    }
}
