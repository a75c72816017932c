package org.synchrotron.server.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.RowsEnd;
import org.synchrotron.protocol.ServerMessage.RowsPart;
import org.synchrotron.protocol.ServerMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage.Wake;
import org.synchrotron.server.catchup.RowsFailed;

/**
 * Sends what is after its cursor to one session, as records or as rows. Deliveries are read one after another. Up to {@link #WINDOW} of them
 * are under way, so that the next one is read while the client stores the one before. Commits while the window is full cause one
 * small {@code wake}, however many they are. While an upload of the client is being accepted, nothing is read: what others commit meanwhile
 * comes after the answer, in one delivery with the client's own records. Thread-safe.
 *
 * <p>The next delivery is read when no read is under way, the window has room, and there are unread records or the client waits.
 * The client waits if it was told of a later head than the deliveries reached, because it uploads nothing until its cursor is
 * there. Therefore it is sent a delivery even if that has no records; other clients are not.
 *
 * <p>From the beginning of a row delivery until the client has stored it, nothing else is read. If the audiences that something was read
 * under are not those that the client was told, it is told the difference first.
 */
final class SessionFeed {

    /**
     * The most deliveries that are sent and not yet received. Each has about {@code DeliveryLimits.bytes}; together they bound
     * the memory on both sides.
     */
    static final int WINDOW = 2;

    private final DeliverySource source;
    private final Consumer<ServerMessage> outbox;
    private final Supplier<RowSpool> spools;
    private final Consumer<Runnable> retry;
    private final Consumer<String> end;

    private final Deque<Long> underway = new ArrayDeque<>();
    private final ToldAudiences audiences;
    private @Nullable ClientHolding holding;
    private boolean started;
    private boolean ended;
    private boolean reading;
    private boolean looking;
    private boolean woken;
    private boolean held;
    private long sentUpTo;
    private long receivedUpTo;
    private long announced;
    private long toldHead;

    /** The row delivery that is read or sent, or not stored yet. */
    private @Nullable RowSending rows;

    /** Where that delivery ends; -1 as long as its end was not sent. */
    private long rowsUpTo = -1;

    /**
     * A feed that has not started.
     *
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
        sentUpTo = client.readUpTo();
        receivedUpTo = client.readUpTo();
        read(client);
    }

    /** The session has ended: nothing more is read, and what waits is dropped. */
    void end() {
        RowSending open;
        synchronized (this) {
            ended = true;
            open = rows;
        }
        if (open != null) {
            open.close();
        }
    }

    /**
     * An answer tells the client of this head. The client is sent deliveries up to it, even if its user may see none of the
     * records.
     */
    synchronized void deliverUpTo(long head) {
        held = false;
        toldHead = Math.max(toldHead, head);
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
        announced = Math.max(announced, head);
        if (started) {
            readIfDue();
            wakeIfFull();
        }
    }

    /**
     * Reads at once even without new records, because the user's audiences may have changed. The client is sent nothing if they have
     * not.
     */
    synchronized void look() {
        looking = true;
        readIfDue();
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
        if (received < 0 || received > sentUpTo) {
            return false;
        }
        receivedUpTo = Math.max(receivedUpTo, received);
        if (holding != null) {
            holding.raiseBase(base);
        }
        if (rows != null && rowsUpTo >= 0 && received >= rowsUpTo && rows.isStored()) {
            rows = null;
        }
        underway.removeIf(upTo -> upTo <= received);
        readIfDue();
        return true;
    }

    /**
     * The client has stored the parts of a row delivery up to this one.
     *
     * @return false if that one was never sent
     */
    boolean partReceived(long part) {
        RowSending open;
        synchronized (this) {
            open = rows;
        }
        return open != null && open.stored(part);
    }

    /** {@return the ingest id up to which the client holds the log, as far as it said so} */
    synchronized long receivedUpTo() {
        return receivedUpTo;
    }

    /** Reads again after a failure. */
    synchronized void readAgain() {
        ClientHolding client = holding;
        if (!started && !reading && !ended && client != null) {
            read(client);
        } else {
            readIfDue();
        }
    }

    private void readIfDue() {
        ClientHolding client = holding;
        if (client != null && started && !ended && !reading && !held && rows == null && underway.size() < WINDOW) {
            if (looking || client.needsRows() || announced > client.readUpTo() || toldHead > sentUpTo) {
                read(client);
            }
        }
    }

    private void read(ClientHolding client) {
        reading = true;
        looking = false;
        woken = false;
        source.read(client.take(), new Taking(client));
    }

    private void wakeIfFull() {
        if (underway.size() == WINDOW && !woken && announced > toldHead) {
            woken = true;
            toldHead = announced;
            outbox.accept(new Wake(announced));
        }
    }

    private void sent(long upTo, long head, ClientHolding client) {
        started = true;
        client.readUpTo(upTo);
        toldHead = Math.max(toldHead, head);
        sentUpTo = upTo;
        underway.add(upTo);
    }

    /** Takes what one reading gives. */
    private final class Taking implements DeliverySource.Taker {

        private final ClientHolding client;
        private @Nullable RowSending sending;

        Taking(ClientHolding client) {
            this.client = client;
        }

        @Override
        public void delivery(Set<String> present, Delivery delivery) {
            synchronized (SessionFeed.this) {
                reading = false;
                audiences.tell(present);
                client.readUpTo(delivery.upTo());
                if (delivery.upTo() < delivery.head()) {
                    announced = Math.max(announced, delivery.head());
                }
                if (!started || toldHead > sentUpTo || !delivery.entries().isEmpty()) {
                    outbox.accept(delivery.after(sentUpTo));
                    sent(delivery.upTo(), delivery.head(), client);
                }
                readIfDue();
                wakeIfFull();
            }
        }

        @Override
        public void begin(Set<String> present, RowsStart start) {
            RowSending begun = new RowSending(spools.get(), outbox, this::sendEnd);
            RowsStart first;
            synchronized (SessionFeed.this) {
                audiences.tell(present);
                rows = begun;
                rowsUpTo = -1;
                first = new RowsStart(start.userId(), sentUpTo, start.whole(), start.expected());
                if (ended) {
                    begun.close();
                }
            }
            sending = begun;
            begun.take(first);
        }

        @Override
        public void part(RowsPart part) {
            take(part);
        }

        @Override
        public void end(RowsEnd last) {
            take(last);
            synchronized (SessionFeed.this) {
                reading = false;
            }
        }

        private void take(ServerMessage message) {
            RowSending open = sending;
            if (open == null) {
                throw new IllegalStateException("rows without a beginning");
            }
            open.take(message);
        }

        private void sendEnd(RowsEnd last) {
            synchronized (SessionFeed.this) {
                client.raiseBase(last.base());
                rowsUpTo = last.upTo();
                sent(last.upTo(), last.upTo(), client);
                outbox.accept(last);
            }
        }

        @Override
        public void failed(Throwable failure) {
            boolean isBroken = sending != null;
            synchronized (SessionFeed.this) {
                boolean isRead = !reading;
                reading = false;
                if (isRead || ended) {
                    return;
                }
                if (!isBroken) {
                    client.giveBack();
                    looking = true;
                    retry.accept(SessionFeed.this::readAgain);
                    return;
                }
            }
            end.accept(
                    failure instanceof RowsFailed sentence
                            ? String.valueOf(sentence.getMessage())
                            : "the rows could not be read to their end; try again later");
        }
    }
}
