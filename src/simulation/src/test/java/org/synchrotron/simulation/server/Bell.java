package org.synchrotron.simulation.server;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.announce.Audience;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.session.OpenSessions;

/** Tells the open sessions of new heads, as the server's log listener does when PostgreSQL notifies it. */
final class Bell {

    private static final long UNKNOWN = -1;

    private final SimulatedDatabase database;
    private final OpenSessions sessions;
    private long told = UNKNOWN;

    Bell(SimulatedDatabase database, OpenSessions sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    /** {@return whether everybody was told; false while the database is away} */
    boolean ring() {
        try {
            tell(database.transaction(Bell::head));
            return true;
        } catch (DatabaseAway e) {
            return false;
        }
    }

    private static long head(Handle sql) {
        RoleScope.enterEngine(sql);
        return new RecordTable(sql).lastIngestId();
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
        return database.transaction(sql -> {
            RoleScope.enterEngine(sql);
            return Audience.of(told, head, open, sql);
        });
    }
}
