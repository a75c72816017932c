package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.Rewinder;
import org.synchrotron.server.materialize.Rewinder.Rewound;

/**
 * Runs records of the log again without a new one, and adds the correction that the log needs after that. The transaction must hold the {@link
 * LogLock} and be in the engine's scope. Thread-safe.
 */
public final class Reruns {

    private final Materializer materializer;
    private final WallClock wall;
    private final Supplier<ActionId> ids;
    private final UnreadableListener unreadable;

    /**
     * @param ids the source of new ids, for corrections
     * @param unreadable receives the records of the log that are met and cannot be read
     */
    public Reruns(Materializer materializer, WallClock wall, Supplier<ActionId> ids, UnreadableListener unreadable) {
        this.materializer = materializer;
        this.wall = wall;
        this.ids = ids;
        this.unreadable = unreadable;
    }

    /** Runs these records again, at least one, and those that they may affect. */
    void again(List<ActionId> due, Handle sql) {
        corrected(rewinder -> rewinder.again(due, sql, unreadable), sql);
    }

    /** Makes these records no-ops for good, at least one, with these outcomes, and runs again those that this may affect. */
    void withdraw(Map<ActionId, Outcome> withdrawn, Handle sql) {
        corrected(rewinder -> rewinder.withdraw(withdrawn, sql, unreadable), sql);
    }

    private void corrected(Function<Rewinder, Rewound> work, Handle sql) {
        LogHead head = new RecordTable(sql).head();
        Rewound rewound = work.apply(new Rewinder(materializer));
        Instant now = Instant.ofEpochMilli(wall.millis());
        long last = new LogCorrection(ids.get(), now, sql).add(head.ingestId(), head.clock(), rewound, List.of());
        if (last > head.ingestId()) {
            LogLock.announce(sql, last);
        }
    }
}
