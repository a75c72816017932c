package org.synchrotron.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.WithdrawalTable;
import org.synchrotron.server.runtime.SyncDatabase;

/**
 * Withdraws records that were accepted, for example those of a stolen token: each becomes a no-op for good, with the outcome {@code withdrawn}
 * and a reason that its author's devices show. Its changes are undone, and later records that may depend on it run again, so that some may be
 * rejected. It stays in the log, with its arguments. Thread-safe.
 *
 * <p>A call joins the caller's JTA transaction; without one, it has a transaction of its own. A server carries the withdrawal out soon after the
 * commit, and again after a failure; {@link RecordWithdrawn} tells of it, {@code synchrotron.withdrawals} shows what is still due. It cannot be
 * taken back: let the author do it again.
 */
@ApplicationScoped
public class Withdrawals {

    @Inject
    private SyncDatabase database;

    /**
     * Withdraws a record; nothing happens if it is withdrawn already, or was denied and never ran.
     *
     * @param reason 1 to 500 characters, for the author
     * @throws IllegalArgumentException if the log has no such action, or the reason is empty or too long; the message says which. The
     *     caller's transaction is rolled back
     */
    public void withdraw(ActionId record, String reason) {
        withdraw(List.of(record), reason);
    }

    /** Withdraws records together: none if one of them cannot be withdrawn. See {@link #withdraw(ActionId, String)}. */
    public void withdraw(Collection<ActionId> records, String reason) {
        database.transaction(sql -> RoleScope.asEngine(sql, () -> {
            new WithdrawalTable(sql).request(records, reason);
            return records;
        }));
    }
}
