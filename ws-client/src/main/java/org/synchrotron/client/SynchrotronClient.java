package org.synchrotron.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.HandleCallback;
import org.synchrotron.action.Action;
import org.synchrotron.client.runtime.LastingEngine;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.Outcome;

/**
 * One replica of a shared history: executes actions on a local SQLite file, online or offline, and synchronizes the file with a server
 * while it is connected.
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
 * <p>Listeners and actions run on that thread. On that thread only {@link #status}, {@link #clientId}, {@link #read}, {@link #connect},
 * {@link #disconnect} and {@link #close} work. Every other method would wait for its own thread, and throws {@link
 * IllegalStateException}: call it on another thread.
 */
public final class SynchrotronClient implements AutoCloseable {

    private final LastingEngine engine;

    SynchrotronClient(LastingEngine engine) {
        this.engine = engine;
    }

    /** {@return a builder; it needs at least a database, a user and an action} */
    public static ClientBuilder builder() {
        return new ClientBuilder();
    }

    /** {@return the id of this replica, which its records in the log bear} */
    public ClientId clientId() {
        return engine.present().clientId();
    }

    /**
     * Executes the action of these arguments in one local transaction. It stores both the record and its changes, or nothing.
     *
     * @return the execution, with the action's result
     * @throws org.synchrotron.action.ActionRejected if the action refuses, or the record would be larger than the server takes (codes
     *     {@code args-too-long}, {@code too-many-changes}); nothing is recorded
     * @throws org.synchrotron.action.InvalidArguments if the arguments break a constraint
     * @throws IllegalArgumentException if no registered action has arguments of this class
     * @throws ActionFailed if the action throws anything else
     * @throws DatabaseFailure if the file cannot be written
     * @throws ClientClosed if the client is closed
     */
    public <R> Execution<R> execute(Record args) {
        return engine.call(each -> each.execute(args));
    }

    /** The same; the compiler checks that arguments and result belong to the action. */
    public <A extends Record, R> Execution<R> execute(Class<? extends Action<A, R>> action, A args) {
        return engine.call(each -> each.execute(args));
    }

    /** {@return how often logic ran again since the client was opened, by tag, and why} */
    public ReplayedLogic replayed() {
        return engine.present().replayed();
    }

    /** {@return how several runs of an action differ; empty if they do not} All runs are rolled back. */
    Optional<ImpureAction> dryRun(Record args) {
        return engine.call(each -> each.dryRun(args));
    }

    /**
     * {@return the future outcome of a record of this log, also of one from before a restart}
     *
     * It completes with {@link RecordQuarantined} if the record is quarantined; after {@link #retry}, call this again.
     *
     * @throws java.util.NoSuchElementException if the log has no such record
     */
    public CompletionStage<Outcome> confirmation(ActionId actionId) {
        return engine.call(each -> each.confirmation(actionId));
    }

    /** {@return the records that the server has not accepted yet, without quarantined ones, in replay order} */
    public List<ActionRecord> pending() {
        return engine.call(each -> each.pending());
    }

    /** {@return the records that are quarantined, in replay order} */
    public List<QuarantinedRecord> quarantined() {
        return engine.call(each -> each.quarantined());
    }

    /**
     * Makes a refused record, and the records that were quarantined with it, pending again. They keep ids and clocks, are replayed at
     * their places, and are uploaded when the client is online. Records that also build on another quarantined record stay quarantined.
     *
     * @throws java.util.NoSuchElementException if the record is not quarantined
     * @throws IllegalArgumentException if it is not the one that was refused; the message names that
     * @throws DatabaseFailure if the file cannot be written; nothing has changed
     */
    public void retry(ActionId refused) {
        engine.run(each -> each.retry(refused));
    }

    /**
     * Gives a refused record other arguments, and makes it and the records that were quarantined with it pending again. Its id, its place
     * in history and its time stay. The former arguments are kept with the reason; see {@link #edits}.
     *
     * @param args of the record's action
     * @throws org.synchrotron.action.ActionRejected if the action refuses them at the record's place; nothing has changed
     * @throws org.synchrotron.action.InvalidArguments if they break a constraint
     * @throws ActionFailed if the action throws anything else; nothing has changed
     * @throws java.util.NoSuchElementException if the record is not quarantined
     * @throws IllegalArgumentException if it is not the one that was refused, or the arguments are of another action
     * @throws DatabaseFailure if the file cannot be written; nothing has changed
     */
    public void editAndRetry(ActionId refused, Record args) {
        engine.run(each -> each.editAndRetry(refused, args));
    }

    /** {@return what a record said before it got other arguments, the oldest first} Kept as long as the record. */
    public List<RecordEdit> edits(ActionId record) {
        return engine.call(each -> each.edits(record));
    }

    /**
     * Deletes a refused record, and the records that were quarantined with it. Only this and {@link #hardResync} delete executed work.
     *
     * @return the deleted records, in replay order
     * @throws java.util.NoSuchElementException if the record is not quarantined
     * @throws IllegalArgumentException if it is not the one that was refused; the message names that
     * @throws DatabaseFailure if the file cannot be written; nothing has changed
     */
    public List<QuarantinedRecord> discard(ActionId refused) {
        return engine.call(each -> each.discard(refused));
    }

    /**
     * Tries again to adopt the rows that wait for it, as {@link ClientBuilder#open} does; see {@link SyncStatus#unadopted}.
     *
     * @throws DatabaseFailure if the file cannot be written; rows that were adopted before are
     */
    public void adopt() {
        engine.run(each -> each.adopt());
    }

    /**
     * Asks the server for all rows anew: for a file whose rows are in doubt. Returns at once; if the client is offline, they come at the
     * next contact. Until then the rows stay as they are; then all change in one transaction. Pending work stays under its ids and runs
     * again on top. Rows that the server does not have disappear. A client does this by itself where it is needed, and when it finds that
     * the file contradicts itself.
     *
     * @throws DatabaseFailure if the file cannot be written
     */
    public void rebase() {
        engine.run(each -> each.rebase());
    }

    /**
     * Gives up all work that the server has not accepted, at once and in one transaction, and asks for all rows anew. {@link #rebase} loses
     * nothing.
     *
     * @return the records that are given up, pending and quarantined, in replay order; their confirmations end with {@link RecordDiscarded}
     * @throws DatabaseFailure if the file cannot be written; nothing has changed
     */
    public List<ActionRecord> hardResync() {
        return engine.call(each -> each.hardResync());
    }

    /** {@return the present status} */
    public SyncStatus status() {
        return engine.present().status();
    }

    /**
     * Reads one consistent state of the committed rows, on the calling thread, while the client may write. Writing fails. A nested call
     * on the same thread sees the same state. A listener may call this, and never waits for other readers.
     *
     * @throws X what the callback throws
     * @throws TooManyReaders if no reader finished in time; see {@link ClientBuilder#readers}
     * @throws ReadEnded if it took too long while the client wrote; see {@link ClientBuilder#readerLimit}
     * @throws DatabaseFailure if the file cannot be opened
     * @throws ClientClosed if the client is closed, before or meanwhile
     */
    public <T, X extends Exception> T read(HandleCallback<T, X> reading) throws X {
        return engine.call(each -> each.read(reading));
    }

    /**
     * Goes online until {@link #disconnect}: connects, and connects again whenever the connection breaks. Returns at once; {@link
     * #status} and the listener show the progress. If a listener calls this, it takes effect after the work that is queued.
     *
     * @throws IllegalStateException if the client was built without a server, or a listener calls this again and again
     * @throws ClientClosed if the client is closed
     */
    public void connect() {
        engine.connect(true);
    }

    /**
     * Goes offline. Pending records are uploaded after the next {@link #connect}. If a listener calls this, it takes effect after the
     * work that is queued.
     *
     * @throws IllegalStateException if a listener calls this again and again
     * @throws ClientClosed if the client is closed
     */
    public void disconnect() {
        engine.connect(false);
    }

    /**
     * Waits until nothing is pending and the client holds everything that the server had committed when this was called. If the client is
     * online, it asks the server how far that is.
     *
     * @return whether this happened in time
     * @throws InterruptedException if the calling thread is interrupted
     * @throws ClientClosed if the client is closed, before or meanwhile
     * @throws IllegalStateException if an action or listener calls it
     */
    public boolean awaitSynced(Duration atMost) throws InterruptedException {
        return engine.awaitSynced(atMost);
    }

    /**
     * Goes offline, finishes the queued work, and closes the file. Readers are ended at once, with {@link ClientClosed}; so are open
     * confirmations. A second call only waits.
     *
     * <p>If an action or listener calls this, it returns at once; the client closes after that action or listener and the queued work.
     * Any other thread waits until the file is closed: at most 5 s while a listener does not return, and at most one minute in all.
     * After that it logs a warning, and the client closes its file as soon as it can.
     */
    @Override
    public void close() {
        engine.close();
    }
}
