package org.synchrotron.server.accept;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.Withdrawal;
import org.synchrotron.server.log.WithdrawalTable;

/**
 * Makes accepted records no-ops for good, as an operator asked in {@code synchrotron.withdrawals}. They are undone, what may depend on them
 * runs again at its place, and a correction brings the new outcomes and rows to all who see them: it is the mark of the withdrawal in the
 * log. The withdrawn records stay there, and no later run brings them back. Thread-safe.
 */
public final class RecordWithdrawal {

    private final Reruns reruns;

    public RecordWithdrawal(Reruns reruns) {
        this.reruns = reruns;
    }

    /**
     * Carries out the withdrawals of these records that are due, in a transaction that the caller begins and commits; it waits for the log's
     * lock. After an exception the caller must roll it back.
     *
     * @return what it carried out
     * @throws org.synchrotron.server.materialize.RunPrevented if the world prevents the run of a record that has to run again
     */
    public List<Withdrawal> carryOut(Collection<ActionId> records, Handle sql) {
        return RoleScope.asEngine(sql, () -> {
            LogLock.takeGivingWay(sql);
            List<Withdrawal> due = new WithdrawalTable(sql).due(records);
            if (!due.isEmpty()) {
                withdraw(due, sql);
            }
            return due;
        });
    }

    private void withdraw(List<Withdrawal> due, Handle sql) {
        Map<ActionId, Outcome> outcomes =
                due.stream().collect(Collectors.toMap(Withdrawal::record, each -> Outcome.withdrawn(each.reason())));
        reruns.withdraw(outcomes, sql);
        new WithdrawalTable(sql).done(outcomes.keySet());
    }
}
