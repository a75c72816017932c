package org.synchrotron.server.accept;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.Conflicts;
import org.synchrotron.server.log.Withdrawal;
import org.synchrotron.server.log.WithdrawalTable;
import org.synchrotron.server.runtime.Transactions;

/**
 * Carries out the withdrawals that are due: some in each transaction, so that uploads get the log's lock in between. If some cannot be carried
 * out together, each is tried alone; what fails then stays due, and holds up no other. Several nodes may do this at once: each
 * withdrawal is carried out once. Thread-safe.
 */
public final class DueWithdrawals implements Runnable {

    private static final System.Logger LOG = System.getLogger(DueWithdrawals.class.getName());

    private static final int TOGETHER = 50;

    /** A transaction that gives way to others is repeated. */
    private static final int ATTEMPTS = 3;

    private final Transactions transactions;
    private final RecordWithdrawal withdrawal;
    private final Consumer<Withdrawal> told;

    /** @param told receives each withdrawal after its commit; must not throw */
    public DueWithdrawals(Transactions transactions, RecordWithdrawal withdrawal, Consumer<Withdrawal> told) {
        this.transactions = transactions;
        this.withdrawal = withdrawal;
        this.told = told;
    }

    /** Returns when none is due but those that failed. Logs failures, and throws none. */
    @Override
    public void run() {
        Set<ActionId> failed = new HashSet<>();
        try {
            List<ActionId> due = due(failed);
            while (!due.isEmpty() && failed.size() < TOGETHER) {
                if (due.size() == 1 || !isDone(due, false)) {
                    due.stream().filter(each -> !isDone(List.of(each), true)).forEach(failed::add);
                }
                due = due(failed);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "withdrawals cannot be read; they are tried again within a minute", e);
        }
    }

    private List<ActionId> due(Set<ActionId> failed) {
        return transactions
                .transaction(sql -> RoleScope.asEngine(sql, () -> new WithdrawalTable(sql).due(TOGETHER, failed)))
                .stream()
                .map(Withdrawal::record)
                .toList();
    }

    private boolean isDone(Collection<ActionId> records, boolean alone) {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions
                        .transaction(sql -> withdrawal.carryOut(records, sql))
                        .forEach(told);
                return true;
            } catch (RuntimeException e) {
                if (attempt < ATTEMPTS && Conflicts.isOne(e)) {
                    continue;
                }
                LOG.log(
                        alone ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                        "records cannot be withdrawn at present, and are tried again: " + records,
                        e);
                return false;
            }
        }
    }
}
