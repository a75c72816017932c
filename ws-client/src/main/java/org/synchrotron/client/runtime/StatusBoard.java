package org.synchrotron.client.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncStatus;

/** The status: written on the client's thread, read anywhere. */
final class StatusBoard {

    private final SyncListener listener;
    private final List<CompletableFuture<SyncStatus>> waiting = new ArrayList<>();
    private volatile SyncStatus status;

    StatusBoard(SyncStatus first, SyncListener listener) {
        this.listener = listener;
        this.status = first;
    }

    SyncStatus status() {
        return status;
    }

    void show(SyncStatus next) {
        status = next;
        listener.statusChanged(next);
        if (next.isSynced()) {
            // Nothing but awaitSynced depends on these, so they may complete here.
            waiting.forEach(each -> each.complete(next));
            waiting.clear();
        }
    }

    /** {@return completed, on the client's thread, once nothing is left to exchange; only to be waited for} */
    CompletableFuture<SyncStatus> synced() {
        if (status.isSynced()) {
            return CompletableFuture.completedFuture(status);
        }
        CompletableFuture<SyncStatus> future = new CompletableFuture<>();
        waiting.removeIf(CompletableFuture::isDone);
        waiting.add(future);
        return future;
    }

    void close() {
        waiting.forEach(each -> each.completeExceptionally(new ClientClosed("the client is closed")));
        waiting.clear();
    }
}
