package org.synchrotron.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.HandleCallback;
import org.synchrotron.action.Action;
import org.synchrotron.client.runtime.ClientEngine;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.Outcome;

/**
 * One replica of a shared history: executes actions on a local SQLite file, online or offline, and keeps the file in step with a
 * server whenever it can.
 *
 * <pre>{@code
 * try (SynchrotronClient client = SynchrotronClient.builder()
 *         .database(Path.of("todos.db")).user("alice")
 *         .server(URI.create("ws://localhost:8080/todos")).token(() -> token)
 *         .schema(connection -> …).track("todos").action(new CreateTodo())
 *         .open()) {
 *     client.connect();
 *     Execution<String> created = client.execute(new CreateTodo.Args("p1", "k1", "Buy milk"));
 * }
 * }</pre>
 *
 * Thread-safe. One thread of its own writes the file; callers wait for it. Must be closed.
 *
 * <p>Listeners and actions run on that thread. There {@link #status}, {@link #read}, {@link #connect}, {@link #disconnect} and {@link #close}
 * work; every other method would wait for the thread that it runs on, and throws {@link IllegalStateException}: call it on another thread.
 */
public final class SynchrotronClient implements AutoCloseable {

    private final ClientEngine engine;

    SynchrotronClient(ClientEngine engine) {
        this.engine = engine;
    }

    /** {@return a builder; it needs at least a database, a user and an action} */
    public static ClientBuilder builder() {
        return new ClientBuilder();
    }

    /** {@return the id under which this file's records stand in the log} */
    public ClientId clientId() {
        return engine.clientId();
    }

    /**
     * Executes the action that takes these arguments, in one local transaction: the record, what it did, or nothing.
     *
     * @return the execution, with the action's result in hand
     * @throws org.synchrotron.action.ActionRejected if the action refuses; nothing is recorded
     * @throws org.synchrotron.action.InvalidArguments if the arguments break a constraint
     * @throws IllegalArgumentException if no registered action takes arguments of this class
     * @throws ActionFailed if the action throws anything else
     * @throws DatabaseFailure if the file cannot be written
     * @throws ClientClosed if the client is closed
     */
    public <R> Execution<R> execute(Record args) {
        return engine.execute(args);
    }

    /** The same, where the compiler checks that the arguments and the result are the action's. */
    public <A extends Record, R> Execution<R> execute(Class<? extends Action<A, R>> action, A args) {
        return engine.execute(args);
    }

    /** {@return how several runs of an action differ, of which none stands; empty if they do not} */
    Optional<ImpureAction> dryRun(Record args) {
        return engine.dryRun(args);
    }

    /**
     * {@return what comes of a record of this log; for one from before a restart, too}
     *
     * A record that is quarantined completes with {@link RecordQuarantined}; after {@link #retry}, ask again.
     *
     * @throws java.util.NoSuchElementException if the log has no such record
     */
    public CompletionStage<Outcome> confirmation(ActionId actionId) {
        return engine.confirmation(actionId);
    }

    /** {@return the records that the server has not accepted yet, in replay order; without those that are quarantined} */
    public List<ActionRecord> pending() {
        return engine.pending();
    }

    /** {@return the records that are quarantined, in replay order} */
    public List<QuarantinedRecord> quarantined() {
        return engine.quarantined();
    }

    /**
     * Makes a refused record, and those that were quarantined with it, pending again: with the same ids and clocks they are replayed at
     * their places, and uploaded when the client is online. What builds on another record that is quarantined stays there with that.
     *
     * @throws java.util.NoSuchElementException if the record is not quarantined
     * @throws IllegalArgumentException if it is not the one that was refused; the message names that
     * @throws DatabaseFailure if the file cannot be written; nothing has changed
     */
    public void retry(ActionId refused) {
        engine.retry(refused);
    }

    /**
     * Forgets a refused record, and those that were quarantined with it, for good. Nothing else removes what was executed.
     *
     * @return what was forgotten, in replay order
     * @throws java.util.NoSuchElementException if the record is not quarantined
     * @throws IllegalArgumentException if it is not the one that was refused; the message names that
     * @throws DatabaseFailure if the file cannot be written; nothing has changed
     */
    public List<QuarantinedRecord> discard(ActionId refused) {
        return engine.discard(refused);
    }

    /** {@return how far the client is, as it last knew} */
    public SyncStatus status() {
        return engine.status();
    }

    /**
     * Reads, on the calling thread and beside the writer: a consistent view of what is committed. Writing is refused. A reading within a
     * reading, on the same thread, sees the same view. A listener may read, too, and never waits for other readers.
     *
     * @throws X what the callback throws
     * @throws TooManyReaders if others read for so long that it did not get its turn; see {@link ClientBuilder#readers}
     * @throws ReadEnded if it went on for too long while the client wrote; see {@link ClientBuilder#readerLimit}
     * @throws DatabaseFailure if the file cannot be opened
     * @throws ClientClosed if the client is closed, before or meanwhile
     */
    public <T, X extends Exception> T read(HandleCallback<T, X> reading) throws X {
        return engine.read(reading);
    }

    /**
     * Goes online, and stays so until {@link #disconnect}: connects, and connects again whenever the connection breaks.
     * Returns at once; {@link #status} and the listener tell what becomes of it. If a listener calls it, it takes effect after the work that
     * waits.
     *
     * @throws IllegalStateException if the client was built without a server, or a listener calls this again and again
     * @throws ClientClosed if the client is closed
     */
    public void connect() {
        engine.connect();
    }

    /**
     * Goes offline. What was executed stays and is uploaded after the next {@link #connect}. If a listener calls it, it takes effect after
     * the work that waits.
     *
     * @throws IllegalStateException if a listener calls this again and again
     * @throws ClientClosed if the client is closed
     */
    public void disconnect() {
        engine.disconnect();
    }

    /**
     * Waits until nothing is pending and the log is here up to the server's head, as last heard.
     *
     * @return whether that came about within the time
     * @throws InterruptedException if the calling thread is interrupted
     * @throws ClientClosed if the client is closed, before or meanwhile
     * @throws IllegalStateException if an action or listener calls it
     */
    public boolean awaitSynced(Duration atMost) throws InterruptedException {
        return engine.awaitSynced(atMost);
    }

    /**
     * Goes offline, finishes what was handed over, and closes the file. Readers are ended at once, with {@link ClientClosed}; waiting
     * confirmations end with the same. Doing it again only waits again.
     *
     * <p>If an action or listener calls it, it returns at once, and the client closes when that and the work that waits are done. Any other
     * thread waits until the file is closed, but for 5 s at most while a listener does not return, and for a minute in all: then it is logged,
     * and the client closes its file when it gets to it.
     */
    @Override
    public void close() {
        engine.close();
    }
}
