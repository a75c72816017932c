package org.synchrotron.client.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncStatus;

/** The client's status: written on the client's thread, read on any thread. Thread-safe. */
final class StatusBoard {

    private final SyncListener listener;
    private final List<CompletableFuture<SyncStatus>> waiting = new ArrayList<>();
    private final List<CompletableFuture<SyncStatus>> beforeHead = new ArrayList<>();
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
            // Only awaitSynced depends on these, so they may complete on this thread.
            waiting.forEach(each -> each.complete(next));
            waiting.clear();
        }
    }

    /**
     * {@return a future that the client's thread completes when the client is synchronized; callers may only wait for it}
     *
     * @param afterHead runs work on the client's thread once the status knows how far the server's log is now
     */
    CompletableFuture<SyncStatus> synced(Consumer<Runnable> afterHead) {
        CompletableFuture<SyncStatus> future = new CompletableFuture<>();
        beforeHead.removeIf(CompletableFuture::isDone);
        beforeHead.add(future);
        afterHead.accept(() -> await(future));
        return future;
    }

    private void await(CompletableFuture<SyncStatus> future) {
        if (status.isSynced()) {
            future.complete(status);
        } else {
            waiting.removeIf(CompletableFuture::isDone);
            waiting.add(future);
        }
    }

    void close() {
        waiting.addAll(beforeHead);
        waiting.forEach(each -> each.completeExceptionally(new ClientClosed("the client is closed")));
        waiting.clear();
    }
}
