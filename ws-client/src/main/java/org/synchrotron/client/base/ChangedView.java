package org.synchrotron.client.base;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.synchrotron.client.quarantine.Quarantine;
import org.synchrotron.client.quarantine.Quarantined;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.store.RecordStatus;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.FoundedAudience;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage.Audiences;

/**
 * Adapts a replica to changed audiences of its user. Rows of audiences that it lost are deleted, and pending work on them is quarantined. Rows
 * of audiences that it gained are lacking until the server has sent them. Not thread-safe: one thread at a time may use it.
 */
public final class ChangedView {

    /** The code of records that are quarantined because their author lost an audience. */
    public static final String AUDIENCE_LOST = "audience-lost";

    private final Store store;
    private final Reconciler reconciler;
    private final LogFolding folding;
    private final Quarantine quarantine;

    public ChangedView(Store store, Reconciler reconciler, LogFolding folding, Quarantine quarantine) {
        this.store = store;
        this.reconciler = reconciler;
        this.folding = folding;
        this.quarantine = quarantine;
    }

    /**
     * Compares the user's audiences with those that the server named last.
     *
     * @return what changed; nothing at the first contact
     */
    public Changed welcomed(String serverEpoch, Set<String> audiences) {
        Set<String> before = store.state().audiences().orElse(audiences);
        Audiences changes = Audiences.between(store.state().identity().user(), before, audiences);
        store.transaction("the server's greeting cannot be stored", () -> {
            store.state().serverEpoch(serverEpoch);
            if (store.state().audiences().isEmpty()) {
                store.state().audiences(audiences);
            }
            return audiences;
        });
        return changed(changes.gained(), changes.lost());
    }

    /**
     * The server's log does not have this replica's place: all rows come, in the user's present audiences. Pending work stays even if it is on
     * lost audiences: a record that founded one may become pending again with the rows.
     *
     * @return what changed
     */
    public Changed welcomedAnew(String serverEpoch, Set<String> audiences) {
        ReplicaState state = store.state();
        Audiences changes =
                Audiences.between(state.identity().user(), state.audiences().orElse(audiences), audiences);
        store.transaction("the server's greeting cannot be stored", () -> {
            state.serverEpoch(serverEpoch);
            state.audiences(audiences);
            state.lacking(RowScope.ALL);
            return audiences;
        });
        return new Changed(changes.gained(), changes.lost(), List.of());
    }

    /** {@return what changed} The server says which audiences the user gained and lost. */
    public Changed changed(Set<String> gained, Set<String> lost) {
        Set<String> held = store.state().audiences().orElse(Set.of());
        Set<String> more = new HashSet<>(gained);
        more.removeAll(held);
        Set<String> less = new HashSet<>(lost);
        less.retainAll(held);
        if (more.isEmpty() && less.isEmpty()) {
            return Changed.NOTHING;
        }
        if (less.isEmpty()) {
            store.transaction("new audiences cannot be stored", () -> note(more, less));
            return new Changed(more, less, List.of());
        }
        List<Quarantined> aside = quarantined(less);
        store.transactionWithoutConstraints("the rows of lost audiences cannot be deleted", () -> {
            folding.all();
            store.rows().deleteAudiences(less);
            note(more, less);
            return reconciler.predict();
        });
        folding.predictAgain();
        return new Changed(more, less, aside);
    }

    private List<Quarantined> quarantined(Set<String> lost) {
        List<Quarantined> all = new ArrayList<>();
        Optional<ActionId> next = nextPending(lost);
        while (next.isPresent()) {
            all.add(quarantine.quarantine(
                    next.get(),
                    AUDIENCE_LOST,
                    "user '" + store.state().identity().user()
                            + "' no longer has the audience whose rows the record changed: one of " + lost));
            next = nextPending(lost);
        }
        return all;
    }

    private Optional<ActionId> nextPending(Set<String> audiences) {
        return store.database()
                .read("pending records cannot be read", () -> store.records().firstPendingIn(audiences));
    }

    private Set<String> note(Set<String> gained, Set<String> lost) {
        ReplicaState state = store.state();
        Set<String> all = new HashSet<>(state.audiences().orElse(Set.of()));
        all.addAll(gained);
        all.removeAll(lost);
        state.audiences(all);
        Set<String> lacking = new HashSet<>(state.lacking().audiences());
        lacking.removeAll(lost);
        gained.stream().filter(this::isLacking).forEach(lacking::add);
        state.lacking(
                new RowScope(state.lacking().all(), lacking, state.lacking().tables()));
        return all;
    }

    /** Before the first delivery all rows are to come anyway. An audience that a pending record founds has no rows before it. */
    private boolean isLacking(String audience) {
        return store.state().cursor() > 0
                && FoundedAudience.founder(audience)
                        .flatMap(store.records()::summary)
                        .filter(founder -> founder.status() == RecordStatus.PENDING)
                        .isEmpty();
    }
}
