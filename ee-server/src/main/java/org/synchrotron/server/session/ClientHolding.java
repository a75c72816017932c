package org.synchrotron.server.session;

import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.log.LogPosition;

/** What the client of a session holds and needs, as it says and as it is sent. Not thread-safe. */
final class ClientHolding {

    private final ClientId client;
    private final boolean history;
    private @Nullable HybridTimestamp base;
    private RowScope needed = RowScope.NONE;

    /** What was needed as the present reading began. */
    private RowScope asked = RowScope.NONE;

    private long readUpTo;

    /** @param cursor the ingest id up to which it holds the log */
    ClientHolding(ClientId client, long cursor, @Nullable HybridTimestamp base, boolean history) {
        this.client = client;
        this.history = history;
        this.base = base;
        this.readUpTo = cursor;
    }

    static ClientHolding of(Hello hello) {
        return new ClientHolding(hello.clientId(), LogPosition.ingestId(hello.cursor()), hello.base(), hello.history());
    }

    /** {@return the ingest id up to which the log was read for it} */
    long readUpTo() {
        return readUpTo;
    }

    void readUpTo(long ingestId) {
        readUpTo = ingestId;
    }

    void need(RowScope rows) {
        needed = needed.with(rows);
    }

    boolean needsRows() {
        return !needed.comprisesNothing();
    }

    /** {@return where it is, for a reading that begins now} What it needs is read with it. */
    ReplicaPosition take() {
        asked = needed;
        needed = RowScope.NONE;
        return new ReplicaPosition(client, readUpTo, base, history, asked);
    }

    /** The reading failed before it began to send. */
    void giveBack() {
        need(asked);
    }

    /** Of records up to this clock, the client holds only the rows. */
    void raiseBase(@Nullable HybridTimestamp other) {
        if (other != null && (base == null || base.compareTo(other) < 0)) {
            base = other;
        }
    }
}
