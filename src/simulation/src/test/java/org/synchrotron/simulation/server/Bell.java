package org.synchrotron.simulation.server;

import java.util.List;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.announce.Audience;
import org.synchrotron.server.log.RecordTable;

/** Tells the open sessions of new heads, as the server's log listener does when PostgreSQL notifies it. */
final class Bell {

    private static final long UNKNOWN = -1;

    private final Transactions transactions;
    private final Sessions sessions;
    private long told = UNKNOWN;

    Bell(Transactions transactions, Sessions sessions) {
        this.transactions = transactions;
        this.sessions = sessions;
    }

    /** {@return whether everybody was told; false while the database is away} */
    boolean ring() {
        try {
            tell(transactions.commit(sql -> RoleScope.asEngine(sql, () -> new RecordTable(sql).lastIngestId())));
            return true;
        } catch (DatabaseAway e) {
            return false;
        }
    }

    private void tell(long head) {
        List<String> open = sessions.users();
        if (told == UNKNOWN) {
            sessions.announce(open, head);
        } else if (head > told && !open.isEmpty()) {
            sessions.announce(audience(head, open), head);
        }
        told = Math.max(told, head);
    }

    private List<String> audience(long head, List<String> open) {
        return transactions.commit(sql -> RoleScope.asEngine(sql, () -> Audience.of(told, head, open, sql)));
    }
}
