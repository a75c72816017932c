package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.FurtherViewTable;
import org.synchrotron.server.log.GrantTable;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.Rewinder;
import org.synchrotron.server.materialize.Rewinder.Rewound;

/**
 * Adds further views to records: the audiences of a user who is about to read past them (rule 7). The records run at their places, under
 * the view, too; if the tables change, the log gets a correction. Thread-safe.
 */
public final class FurtherViews {

    private final Materializer materializer;
    private final WallClock wall;
    private final Supplier<ActionId> ids;
    private final UnreadableListener unreadable;

    /**
     * @param ids the source of new ids, for corrections
     * @param unreadable receives the records of the log that are met and cannot be read
     */
    public FurtherViews(
            Materializer materializer, WallClock wall, Supplier<ActionId> ids, UnreadableListener unreadable) {
        this.materializer = materializer;
        this.wall = wall;
        this.ids = ids;
        this.unreadable = unreadable;
    }

    /**
     * Makes the present audiences of the reader a further view of each of these records, unless the reader has one already. In a
     * transaction that the caller begins and commits; it waits for the log's lock. After an exception the caller must roll it back.
     *
     * @param records records of the log by other users, visible to the reader
     */
    public void add(Caller reader, List<ActionId> records, Handle sql) {
        RoleScope.asEngine(sql, () -> {
            LogLock.takeGivingWay(sql);
            List<ActionId> due = new FurtherViewTable(sql).missing(records, reader.user());
            if (!due.isEmpty()) {
                new FurtherViewTable(sql).insert(due, new GrantTable(sql).present(reader));
                run(due, sql);
            }
            return due;
        });
    }

    private void run(List<ActionId> due, Handle sql) {
        LogHead head = new RecordTable(sql).head();
        Rewound rewound = new Rewinder(materializer).again(due, sql, unreadable);
        Instant now = Instant.ofEpochMilli(wall.millis());
        long last = new LogCorrection(ids.get(), now, sql).add(head.ingestId(), head.clock(), rewound, List.of());
        if (last > head.ingestId()) {
            LogLock.announce(sql, last);
        }
    }
}
