package org.synchrotron.client.perform;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;

/** Adds new pending records of this replica to its log. Inside the caller's transaction. */
public final class Recording {

    private final Store store;
    private final Supplier<UUID> ids;

    public Recording(Store store, Supplier<UUID> ids) {
        this.store = store;
        this.ids = ids;
    }

    /**
     * {@return a new record after all records that this replica knows} Its logic runs next, in the same transaction.
     *
     * @param now the wall time in milliseconds
     */
    public ActionRecord record(String tag, JsonObject args, long now) {
        ReplicaState state = store.state();
        ActionRecord record = new ActionRecord(
                ActionId.of(ids.get()),
                tag,
                state.identity().user(),
                state.clientId(),
                state.clock().tick(),
                args,
                Instant.ofEpochMilli(now));
        state.saveClock();
        store.records().insert(new LogEntry(record, null, List.of()), Applied.LOGIC);
        return record;
    }
}
