package org.synchrotron.client.engine;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncStatus;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.client.perform.Performed;
import org.synchrotron.client.store.WaitingCounts.Waiting;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * A client without threads and sockets: a replica, and a connection while one is wanted. Not thread-safe: every method is called on its
 * {@link Loop}.
 */
public final class SyncClient {

    private static final Logger LOG = LoggerFactory.getLogger(SyncClient.class);

    private final Replica replica;
    private final @Nullable ConnectionLoop connection;
    private final Consumer<SyncStatus> statuses;
    private Waiting waiting;
    private SyncStatus status;

    /**
     * @param settings null for a client that stays offline
     * @param listener receives problems and traffic; it must not throw
     * @param statuses receives each status that differs from the previous one; it must not throw
     */
    public SyncClient(
            Replica replica,
            Loop loop,
            @Nullable ConnectionSettings settings,
            SyncListener listener,
            Consumer<SyncStatus> statuses) {
        this.replica = replica;
        this.statuses = statuses;
        this.connection = settings == null ? null : new ConnectionLoop(loop, replica, settings, listener, this::show);
        this.waiting = replica.waiting();
        this.status = present();
    }

    /** {@return the replica, for operations that do not concern the connection} */
    public Replica replica() {
        return replica;
    }

    /** {@return the present status} */
    public SyncStatus status() {
        return status;
    }

    /** Executes an action; see {@link Replica#perform}. */
    public <R> Performed<R> perform(Record args) {
        Performed<R> performed = replica.perform(args);
        pendingChanged();
        return performed;
    }

    /** Makes a refused record pending again; see {@link RefusedRecords#retry}. */
    public void retry(ActionId refused) {
        replica.refused().retry(refused);
        pendingChanged();
    }

    /** Gives a refused record other arguments; see {@link RefusedRecords#edit}. */
    public void editAndRetry(ActionId refused, Record args) {
        replica.refused().edit(refused, args);
        pendingChanged();
    }

    /** Deletes a refused record; see {@link RefusedRecords#discard}. */
    public List<QuarantinedRecord> discard(ActionId refused) {
        List<QuarantinedRecord> gone = replica.refused().discard(refused);
        pendingChanged();
        return gone;
    }

    /** Tries to adopt the rows that wait for it; see {@link ReplicaRows#adopt}. */
    public void adopt() {
        replica.rows().adopt();
        pendingChanged();
    }

    /** Asks the server for all rows anew, now or once there is a connection. Pending work stays. */
    public void rebase() {
        replica.rows().rebase();
        pendingChanged();
    }

    /** {@return the records that are given up; see {@link ReplicaRows#hardResync}} */
    public List<ActionRecord> hardResync() {
        List<ActionRecord> discarded = replica.rows().hardResync();
        pendingChanged();
        return discarded;
    }

    /**
     * Connects, and connects again after each loss, until {@link #disconnect}.
     *
     * @throws IllegalStateException if there is no server
     */
    public void connect() {
        if (connection == null) {
            throw new IllegalStateException("the client was built without server(...): it works offline only");
        }
        connection.connect();
        show();
    }

    /** Ends the connection, if there is one, and opens no other. */
    public void disconnect() {
        if (connection != null) {
            connection.disconnect();
            show();
        }
    }

    /**
     * Runs the work once the server has said how far its log is, at a time after this call. Until then the status does not know of what
     * was committed meanwhile.
     */
    public void afterHead(Runnable work) {
        if (connection != null) {
            connection.afterHead(work);
        }
    }

    /** Shows the status at once. The connection reacts in a task of its own, so that the caller does not wait for it. */
    private void pendingChanged() {
        show();
        if (connection != null) {
            connection.pendingChanged();
        }
    }

    private void show() {
        waiting = waiting();
        SyncStatus next = present();
        if (!next.equals(status)) {
            status = next;
            statuses.accept(next);
        }
    }

    private SyncStatus present() {
        return new SyncStatus(
                connection == null ? Connection.OFFLINE : connection.state().shown(),
                replica.state().cursor(),
                connection == null ? 0 : connection.head(),
                waiting.pending(),
                waiting.quarantined(),
                waiting.leftOut(),
                waiting.unadopted(),
                !replica.rows().lacking().comprisesNothing(),
                connection == null ? null : connection.problem());
    }

    /** The operation has succeeded; a failure while counting must not hide that. */
    private Waiting waiting() {
        try {
            return replica.waiting();
        } catch (DatabaseFailure e) {
            LOG.warn("the status is not up to date: {}", e.getMessage());
            return waiting;
        }
    }
}
