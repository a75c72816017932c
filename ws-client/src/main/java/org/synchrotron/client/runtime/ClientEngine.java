package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.HandleCallback;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.Execution;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.RecordEdit;
import org.synchrotron.client.RecoveredFile;
import org.synchrotron.client.ReplayedLogic;
import org.synchrotron.client.SyncStatus;
import org.synchrotron.client.engine.RefusedRecords;
import org.synchrotron.client.engine.Replica;
import org.synchrotron.client.engine.SyncClient;
import org.synchrotron.client.perform.Performed;
import org.synchrotron.client.store.ReadLimits;
import org.synchrotron.client.store.ReadOnlySql;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.sqlite.PortableSql;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;

/** Runs a client on its own thread, for callers on any thread. Thread-safe. */
public final class ClientEngine implements AutoCloseable {

    private final WriterThread writer;
    private final Replica replica;
    private final SyncClient client;
    private final Confirmations confirmations = new Confirmations(new ConfirmationThreads());
    private final GuardedListener listener;
    private final StatusBoard board;
    private final ReadOnlySql reading;
    private final FileUpkeep upkeep;
    private final Closing closing;
    private final boolean hasServer;
    private final List<RecoveredFile> recovered;

    private ClientEngine(
            Store store,
            List<RecoveredFile> recovered,
            EngineSettings settings,
            ReadLimits limits,
            LongSupplier nanoTime) {
        this.recovered = recovered;
        this.listener = new GuardedListener(settings.listener(), confirmations);
        this.replica = new Replica(
                store, settings.actions(), settings.codec(), settings.ids(), listener, settings.purityCheck());
        this.writer = new WriterThread("synchrotron-client-" + store.state().clientId(), this::afterEach);
        this.client = new SyncClient(replica, writer, settings.connection(), listener, this::show);
        this.board = new StatusBoard(client.status(), listener);
        this.reading = new ReadOnlySql(store.database(), PortableSql::over, limits, nanoTime, writer::isCurrent);
        this.upkeep = new FileUpkeep(store.database(), reading, limits, nanoTime, writer);
        this.closing = new Closing(
                writer,
                reading,
                listener,
                nanoTime,
                List.of(client::disconnect, confirmations::close, board::close, upkeep::finish, replica::close));
        this.hasServer = settings.connection() != null;
    }

    private void show(SyncStatus status) {
        board.show(status);
    }

    private void afterEach() {
        upkeep.look();
    }

    /**
     * Opens the file on the calling thread, and passes it to the client's thread. {@link #begin} follows.
     *
     * @param nanoTime a clock for durations
     * @param damaged called on any thread each time when the file turns out to be damaged; must return at once
     */
    static ClientEngine open(EngineSettings settings, ReadLimits limits, LongSupplier nanoTime, Runnable damaged) {
        List<RecoveredFile> recovered = new ArrayList<>(1);
        Store store = Store.open(settings.store(), recovered::add);
        try {
            store.database().whenDamaged(damaged);
            return new ClientEngine(store, recovered, settings, limits, nanoTime);
        } catch (RuntimeException | Error e) {
            try (store) {
                throw e;
            }
        }
    }

    /** Tells whether the file was replaced when it was opened, and tries to adopt the rows that wait for it. */
    void begin() {
        recovered.forEach(file -> writer.call(Executors.callable(() -> listener.fileRecovered(file))));
        if (status().unadopted() > 0) {
            adopt();
        }
    }

    /** {@return whether the calling thread is the client's own, on which actions and listeners run} */
    boolean isCurrentThread() {
        return writer.isCurrent();
    }

    public ClientId clientId() {
        return replica.state().clientId();
    }

    /** Executes an action; see {@link Replica#perform}. */
    public <R> Execution<R> execute(Record args) {
        return writer.call(() -> {
            Performed<R> performed = client.perform(args);
            ActionId id = performed.record().id();
            Execution<R> execution = new Execution<>(id, performed.result(), confirmations.of(id));
            return execution;
        });
    }

    /** {@return how often logic ran again} */
    public ReplayedLogic replayed() {
        return replica.replayed();
    }

    /** {@return how several runs of an action differ; see {@link Replica#dryRun}} */
    public Optional<ImpureAction> dryRun(Record args) {
        return writer.call(() -> replica.dryRun(args));
    }

    /** {@return the future outcome of a record of this log} */
    public CompletionStage<Outcome> confirmation(ActionId id) {
        return writer.call(() -> confirmations.of(id, replica));
    }

    public List<QuarantinedRecord> quarantined() {
        return writer.call(replica.refused()::all);
    }

    /** Makes a refused record pending again; see {@link RefusedRecords#retry}. */
    public void retry(ActionId refused) {
        writer.call(() -> {
            client.retry(refused);
            return refused;
        });
    }

    /** Gives a refused record other arguments; see {@link RefusedRecords#edit}. */
    public void editAndRetry(ActionId refused, Record args) {
        writer.call(Executors.callable(() -> client.editAndRetry(refused, args)));
    }

    /** {@return what a record said before it got other arguments} */
    public List<RecordEdit> edits(ActionId record) {
        return writer.call(() -> replica.refused().edits(record));
    }

    /** See {@link SyncClient#adopt}. */
    public void adopt() {
        writer.call(Executors.callable(client::adopt));
    }

    /** See {@link SyncClient#rebase}. */
    public void rebase() {
        writer.call(Executors.callable(client::rebase));
    }

    /** See {@link SyncClient#hardResync}. */
    public List<ActionRecord> hardResync() {
        return writer.call(() -> {
            List<ActionRecord> discarded = client.hardResync();
            discarded.forEach(record -> confirmations.discarded(record.id()));
            return discarded;
        });
    }

    /** Deletes a refused record; see {@link RefusedRecords#discard}. */
    public List<QuarantinedRecord> discard(ActionId refused) {
        return writer.call(() -> client.discard(refused));
    }

    public List<ActionRecord> pending() {
        return writer.call(
                () -> replica.pending().stream().map(LogEntry::record).toList());
    }

    /** Reads on the calling thread; see {@link ReadOnlySql#read}. */
    public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        return reading.read(work);
    }

    public SyncStatus status() {
        return board.status();
    }

    public void connect() {
        if (!hasServer) {
            throw new IllegalStateException("the client was built without server(...): it works offline only");
        }
        soon(client::connect);
    }

    public void disconnect() {
        soon(client::disconnect);
    }

    /** Waits for the work, unless this is the client's thread, which runs it after its present work. */
    private void soon(Runnable work) {
        if (!writer.isCurrent()) {
            writer.call(Executors.callable(work));
        } else if (!writer.post(work)) {
            throw new ClientClosed("the client is closed");
        }
    }

    /** {@return whether the client was synchronized within that time} */
    public boolean awaitSynced(Duration atMost) throws InterruptedException {
        CompletableFuture<SyncStatus> synced = writer.call(() -> board.synced(client::afterHead));
        try {
            synced.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            synced.cancel(false);
            return false;
        } catch (ExecutionException e) {
            throw new ClientClosed("the client was closed while waiting");
        }
    }

    /** See {@link Closing}. */
    @Override
    public void close() {
        closing.close();
    }
}
