package org.synchrotron.server.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.catchup.RowsHeld;
import org.synchrotron.server.log.CursorSeal;
import org.synchrotron.server.log.LogPosition;

/** What the client of a session holds and needs, as it says and as it is sent. Not thread-safe. */
final class ClientHolding {

    private final CursorSeal seal;
    private final boolean history;
    private @Nullable HybridTimestamp base;
    private RowScope needed = RowScope.NONE;

    /** What was needed as the present reading began. */
    private RowScope asked = RowScope.NONE;

    /** The client whose own records may come as receipts; null for none. */
    private @Nullable ClientId briefly;

    private long readUpTo;
    private @Nullable Cursor place;

    /** Parts of a row delivery that was cut. They are of use only if that delivery is the first that is read. */
    private @Nullable RowsHeld held;

    /**
     * @param seal writes the client's cursors
     * @param cursor the ingest id up to which it holds the log
     */
    ClientHolding(CursorSeal seal, long cursor, @Nullable HybridTimestamp base, boolean history) {
        this.seal = seal;
        this.history = history;
        this.base = base;
        this.readUpTo = cursor;
    }

    /** {@return what the client says that it holds, if its cursor is the one that it was given for this place} */
    static Optional<ClientHolding> of(Hello hello, CursorSeal seal, @Nullable LogPosition place) {
        Cursor cursor = hello.cursor();
        ClientHolding holding = new ClientHolding(seal, 0, hello.base(), hello.history());
        holding.briefly = hello.receipts() ? hello.clientId() : null;
        if (cursor != null) {
            if (place == null || !seal.isOf(cursor, place)) {
                return Optional.empty();
            }
            holding.readUpTo(place.ingestId(), cursor);
        }
        Optional.ofNullable(hello.resume())
                .flatMap(point -> RowsHeld.of(point, seal))
                .ifPresent(holding::hold);
        return Optional.of(holding);
    }

    /** {@return the delivery as it is sent: without what the client holds of its own records, if it takes receipts for them} */
    Delivery brief(Delivery delivery) {
        return briefly == null ? delivery : delivery.withReceipts(this::isAsUploaded);
    }

    /** An adapted record has other effects than the client's; a rejected one has none. */
    private boolean isAsUploaded(LogEntry entry) {
        ActionRecord record = entry.record();
        return record.client().equals(briefly)
                && record.isBase()
                && entry.accepted().orElseThrow().outcome().equals(Outcome.APPLIED);
    }

    /** The client has asked for these rows before, and does not again. */
    private void hold(RowsHeld parts) {
        if (parts.reading().after() == readUpTo) {
            held = parts;
            need(parts.reading().whole());
        }
    }

    /** {@return that of a client with another log than this: nothing, and it needs all rows} */
    static ClientHolding ofAnotherLog(Hello hello, CursorSeal seal) {
        ClientHolding holding = new ClientHolding(seal, 0, null, hello.history());
        holding.need(RowScope.ALL);
        return holding;
    }

    /** {@return the ingest id up to which the log was read for it} */
    long readUpTo() {
        return readUpTo;
    }

    /**
     * The log was read for it, so that parts which it held are completed, or forgotten.
     *
     * @param cursor the same place, as the client is told
     */
    void readUpTo(long ingestId, Cursor cursor) {
        readUpTo = ingestId;
        place = cursor;
        held = null;
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
        return new ReplicaPosition(seal, readUpTo, place, base, history, asked, held);
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
