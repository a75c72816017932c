package org.synchrotron.client.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * Collects the failures and impure actions that were found when logic ran again in a transaction, and reports them after it: failures
 * once for each record and transaction, impure actions once for each record.
 */
final class LogicReports {

    /** The number of reported records that are remembered; an older one may be reported again. */
    private static final int REMEMBERED = 10_000;

    private final SyncListener listener;
    private final List<ImpureAction> impure = new ArrayList<>();
    private final Map<ActionRecord, RuntimeException> failed = new LinkedHashMap<>();
    private final Set<ActionId> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ActionId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    LogicReports(SyncListener listener) {
        this.listener = listener;
    }

    void impure(ImpureAction found) {
        if (known.add(found.record())) {
            impure.add(found);
        }
    }

    void failed(ActionRecord record, RuntimeException cause) {
        failed.put(record, cause);
    }

    /** {@return the failure of this record, which nobody is told of then} */
    Optional<RuntimeException> take(ActionRecord record) {
        return failed.keySet().stream()
                .filter(each -> each.id().equals(record.id()))
                .findFirst()
                .map(failed::remove);
    }

    /** {@return the result of a transaction} What it found is told after it, also after a rollback: findings are facts about the code. */
    <T> T afterwardsTold(Supplier<T> transaction) {
        try {
            return transaction.get();
        } finally {
            tell();
        }
    }

    /** Tells that the tables were replayed, if they were. */
    void tell(Replayed replayed) {
        if (!replayed.equals(Replayed.NOTHING)) {
            listener.replayed(replayed.undone(), replayed.applied(), replayed.run());
        }
    }

    void tell() {
        List<ImpureAction> foundImpure = List.copyOf(impure);
        Map<ActionRecord, RuntimeException> haveFailed = new LinkedHashMap<>(failed);
        impure.clear();
        failed.clear();
        foundImpure.forEach(listener::impure);
        haveFailed.forEach((record, cause) -> listener.logicFailed(record.id(), record.tag(), cause));
    }
}
