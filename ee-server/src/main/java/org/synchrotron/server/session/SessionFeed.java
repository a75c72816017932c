package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Delivery;

/**
 * Sends what is after its cursor to one session, as records or as rows. Deliveries are read one after another. Up to {@link #WINDOW} of them
 * are under way, so that the next one is read while the client stores the one before. Commits while the window is full cause one
 * small {@code wake}, however many they are. While an upload of the client is being accepted, nothing is read: what others commit meanwhile
 * comes after the answer, in one delivery with the client's own records. Thread-safe.
 *
 * <p>The next delivery is read when no read is under way, the window has room, and there are unread records or the client waits: it was
 * told of a later head than the deliveries reached, and uploads nothing before. It is sent a delivery even without records. From the beginning of a row delivery until the client has stored it, nothing else is read. If the audiences that something was read
 * under are not those that the client was told, it is told the difference first.
 */
final class SessionFeed {

    /** The most deliveries that are sent and not yet received, each of about {@code DeliveryLimits.bytes}: they bound the memory of both sides. */
    static final int WINDOW = 2;

    private final DeliverySource source;
    private final Consumer<ServerMessage> outbox;
    private final Supplier<RowSpool> spools;
    private final Consumer<Runnable> retry;
    private final Consumer<String> end;

    private final DeliveryWindow window = new DeliveryWindow(WINDOW);
    private final ToldAudiences audiences;
    private @Nullable ClientHolding holding;
    private final OpenRows rows = new OpenRows();
    private final AfterReading after = new AfterReading();
    private boolean started;
    private volatile boolean ended;
    private boolean reading;
    private boolean looking;
    private boolean held;

    /**
     * @param spools makes an empty spool for a row delivery
     * @param retry called when a read has failed; runs the given work later
     * @param end ends the session, with a sentence for the client
     */
    SessionFeed(
            DeliverySource source,
            Consumer<ServerMessage> outbox,
            Supplier<RowSpool> spools,
            Consumer<Runnable> retry,
            Consumer<String> end) {
        this.source = source;
        this.outbox = outbox;
        this.spools = spools;
        this.retry = retry;
        this.end = end;
        this.audiences = new ToldAudiences(outbox);
    }

    /** Starts with the first delivery, which is sent even if it has no records. */
    synchronized void start(ClientHolding client, Set<String> welcomed) {
        holding = client;
        audiences.welcome(welcomed);
        window.start(client.readUpTo());
        read(client);
    }

    /** The session has ended: nothing more is read, and what waits is dropped. */
    void end() {
        ended = true;
        rows.close();
    }

    /** An answer tells the client of this head. It is sent deliveries up to it, even if its user may see none of the records. */
    synchronized void deliverUpTo(long head) {
        held = false;
        window.tell(head);
        announce(head);
    }

    /** An upload of the client is being accepted. To be called before {@link #deliverUpTo} or {@link #goOn}. */
    synchronized void hold() {
        held = true;
    }

    /** No upload of the client is being accepted, or that takes long. */
    synchronized void goOn() {
        held = false;
        readIfDue();
    }

    /** Notifies the feed of new records, up to {@code head}, that this session's user may see. */
    synchronized void announce(long head) {
        window.announce(head);
        if (started) {
            readIfDue();
            window.wakeIfFull(outbox);
        }
    }

    /** Reads at once, because the user's audiences may have changed. The client is sent nothing if they have not. */
    synchronized void look() {
        looking = true;
        readIfDue();
    }

    /** Looks, and runs the first work once the client was told of changed audiences; the other one if that fails. They must not wait. */
    synchronized void look(Runnable then, Runnable failed) {
        after.add(then, failed);
        look();
    }

    /** The client needs these rows, whether they are new or not. */
    synchronized void need(RowScope scope) {
        if (holding != null) {
            holding.need(scope);
            readIfDue();
        }
    }

    /**
     * The client has stored deliveries up to the ingest id {@code received}.
     *
     * @param base of records up to this clock it holds only the rows; null if that has not changed
     * @return false if that much was never sent
     */
    synchronized boolean received(long received, @Nullable HybridTimestamp base) {
        if (holding == null || !window.received(received)) {
            return false;
        }
        holding.raiseBase(base);
        rows.received(received);
        readIfDue();
        return true;
    }

    /** {@return whether this part was ever sent} The client has stored the parts of a row delivery up to it. */
    boolean partReceived(long part) {
        return rows.stored(part);
    }

    /** {@return up to where the client holds the log, as far as it said so} */
    synchronized long receivedUpTo() {
        return window.receivedUpTo();
    }

    /** Reads again after a failure. */
    synchronized void readAgain() {
        if (!started && !reading && !ended && holding != null) {
            read(holding);
        } else {
            readIfDue();
        }
    }

    private void readIfDue() {
        ClientHolding client = holding;
        boolean free = started && !ended && !reading && (looking || !held) && !rows.areOpen() && window.hasRoom();
        if (free && client != null && (looking || client.needsRows() || window.isBehind(client.readUpTo()))) {
            read(client);
        }
    }

    private void read(ClientHolding client) {
        reading = true;
        looking = false;
        window.read();
        after.begins();
        source.read(client.take(), new FeedReading(this));
    }

    /** {@return whether the client was told of its user's audiences since this was last asked} */
    synchronized boolean takeTold() {
        return audiences.takeChanged();
    }

    /** Other audiences may be over by now, and a comparison meanwhile did not know that the client is told of them: the feed looks once more. */
    private void tell(UserId reader, Set<String> present) {
        looking |= audiences.tell(reader, present);
        after.succeeds();
    }

    /** A delivery was read under these audiences. */
    synchronized void send(Set<String> present, Delivery delivery) {
        reading = false;
        tell(delivery.userId(), present);
        requireNonNull(holding).readUpTo(delivery.upTo(), delivery.cursor());
        if (delivery.upTo() < delivery.head()) {
            window.announce(delivery.head());
        }
        if (!started || window.isClientWaiting() || !delivery.entries().isEmpty()) {
            started = true;
            outbox.accept(requireNonNull(holding).brief(delivery.after(window.sentUpTo())));
            window.sent(delivery.upTo(), delivery.head());
        }
        readIfDue();
        window.wakeIfFull(outbox);
    }

    /** {@return what takes the row delivery that is being read under these audiences, after its beginning} */
    synchronized RowSending beginRows(Set<String> present, RowsStart start) {
        tell(start.userId(), present);
        RowSending begun = new RowSending(spools.get(), outbox, this::sendEnd);
        rows.begin(begun);
        if (ended) {
            begun.close();
        }
        begun.take(start.after(window.sentUpTo()));
        return begun;
    }

    private synchronized void sendEnd(RowsEnd last) {
        started = true;
        requireNonNull(holding).raiseBase(last.base());
        requireNonNull(holding).readUpTo(last.upTo(), last.cursor());
        rows.end(last.upTo());
        window.sent(last.upTo(), last.upTo());
        outbox.accept(last);
    }

    /** All rows of the delivery are read. */
    synchronized void rowsAreRead() {
        reading = false;
        readIfDue();
    }

    /** Nothing could be read. */
    synchronized void readLater() {
        reading = false;
        looking = true;
        after.fails();
        requireNonNull(holding).giveBack();
        retry.accept(this::readAgain);
    }

    /** The rows could not be read to their end. If the reading fails after that, nothing is missing. */
    synchronized void rowsFailed(String sentence) {
        if (reading && !ended) {
            end.accept(sentence);
        }
    }
}
