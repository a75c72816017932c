package org.synchrotron.server.kit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.catchup.RowsHeld;
import org.synchrotron.server.log.CursorSeal;

/** Positions of replicas that were told no cursor of their places. */
public final class Positions {

    private static final Map<String, CursorSeal> SEALS = new ConcurrentHashMap<>();

    private Positions() {}

    /** {@return the seal of a client, with a key of the tests; for each client always the same} */
    public static CursorSeal seal(String client) {
        return SEALS.computeIfAbsent(
                client, id -> new CursorSeal(new byte[] {1}, new ClientId(id), new UserId("of-" + id)));
    }

    public static ReplicaPosition of(
            String client, long cursor, @Nullable HybridTimestamp base, boolean history, RowScope need) {
        return new ReplicaPosition(seal(client), cursor, null, base, history, need, null);
    }

    /** {@return the same of a replica that holds parts of a row delivery that was cut; null: it holds none} */
    public static ReplicaPosition holding(ReplicaPosition position, @Nullable ResumePoint resume) {
        return new ReplicaPosition(
                position.seal(),
                position.cursor(),
                position.place(),
                position.base(),
                position.history(),
                position.need(),
                Optional.ofNullable(resume)
                        .flatMap(point -> RowsHeld.of(point, position.seal()))
                        .orElse(null));
    }
}
