package org.synchrotron.client.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.ClientException;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.RecordDiscarded;
import org.synchrotron.client.RecordQuarantined;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;

/**
 * The callers that wait for outcomes of records. Confined to the client's thread; the stages complete on other threads, so that
 * dependent stages never run on it.
 */
final class Confirmations {

    private final Map<ActionId, CompletableFuture<Outcome>> waiting = new HashMap<>();
    private final Executor threads;

    /** @param threads complete the stages; never the client's own thread */
    Confirmations(Executor threads) {
        this.threads = threads;
    }

    CompletionStage<Outcome> of(ActionId record) {
        return waiting.computeIfAbsent(record, id -> new CompletableFuture<>()).minimalCompletionStage();
    }

    /**
     * {@return the outcome of a record of this replica, future or past}
     *
     * @throws NoSuchElementException if the replica has no such record
     */
    CompletionStage<Outcome> of(ActionId record, Replica replica) {
        Optional<Outcome> past = replica.pastOutcome(record);
        if (past.isPresent()) {
            return CompletableFuture.completedStage(past.get());
        }
        LogEntry entry = replica.find(record)
                .orElseThrow(() -> new NoSuchElementException("this client's log has no record " + record));
        return entry.acceptance() == null
                ? undecided(record, replica)
                : CompletableFuture.<Outcome>completedStage(entry.acceptance().outcome());
    }

    private CompletionStage<Outcome> undecided(ActionId record, Replica replica) {
        return replica.refused()
                .find(record)
                .map(aside -> CompletableFuture.<Outcome>failedStage(new RecordQuarantined(aside)))
                .orElseGet(() -> of(record));
    }

    void decided(ActionId record, Outcome outcome) {
        CompletableFuture<Outcome> future = waiting.remove(record);
        if (future != null) {
            future.completeAsync(() -> outcome, threads);
        }
    }

    void quarantined(QuarantinedRecord record) {
        CompletableFuture<Outcome> future = waiting.remove(record.id());
        if (future != null) {
            fail(future, new RecordQuarantined(record));
        }
    }

    void discarded(ActionId record) {
        CompletableFuture<Outcome> future = waiting.remove(record);
        if (future != null) {
            fail(future, new RecordDiscarded(record));
        }
    }

    private void fail(CompletableFuture<Outcome> future, ClientException why) {
        threads.execute(() -> future.completeExceptionally(why));
    }

    void close() {
        ClientClosed closed = new ClientClosed("the client was closed before the server decided; ask again"
                + " when it is open, with SynchrotronClient.confirmation");
        waiting.values().forEach(future -> fail(future, closed));
        waiting.clear();
    }
}
