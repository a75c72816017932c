package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.log.Withdrawal;
import org.synchrotron.server.log.WithdrawalTable;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.Rewinder;
import org.synchrotron.server.materialize.Rewinder.Rewound;

/**
 * Makes accepted records no-ops for good, as an operator asked in {@code synchrotron.withdrawals}. They are undone, what may depend on them
 * runs again at its place, and a correction brings the new outcomes and rows to all who see them: it is the mark of the withdrawal in the
 * log. The withdrawn records stay there, and no later run brings them back. Thread-safe.
 */
public final class RecordWithdrawal {

    private final Materializer materializer;
    private final WallClock wall;
    private final Supplier<ActionId> ids;
    private final UnreadableListener unreadable;

    /**
     * @param ids the source of new ids, for corrections
     * @param unreadable receives the records of the log that are met and cannot be read
     */
    public RecordWithdrawal(
            Materializer materializer, WallClock wall, Supplier<ActionId> ids, UnreadableListener unreadable) {
        this.materializer = materializer;
        this.wall = wall;
        this.ids = ids;
        this.unreadable = unreadable;
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
        LogHead head = new RecordTable(sql).head();
        Rewound rewound = new Rewinder(materializer).withdraw(outcomes, sql, unreadable);
        Instant now = Instant.ofEpochMilli(wall.millis());
        long last = new LogCorrection(ids.get(), now, sql).add(head.ingestId(), head.clock(), rewound, List.of());
        new WithdrawalTable(sql).done(outcomes.keySet());
        LogLock.announce(sql, last);
    }
}
