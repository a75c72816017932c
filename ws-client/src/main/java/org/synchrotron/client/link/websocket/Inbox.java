package org.synchrotron.client.link.websocket;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.link.LinkEvents;

/**
 * Passes the events of a link to the receiver, one after another, on a network thread: the receiver may block, but Tyrus' few threads,
 * which all clients share, must not. Thread-safe.
 */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** Far more than a server of this protocol sends before it waits for an answer. */
    private static final int MAX_WAITING = 64;

    private final LinkEvents events;
    private final Executor tasks;
    private final Consumer<String> failed;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    /** @param failed receives the reason if an event was lost */
    Inbox(LinkEvents events, Executor threads, Consumer<String> failed) {
        this.events = events;
        this.failed = failed;
        this.tasks = new TaskQueue(threads);
    }

    void opened() {
        tasks.execute(() -> tell(events::opened));
    }

    /** {@return false if too many messages wait already} */
    boolean message(String text) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            return false;
        }
        tasks.execute(() -> {
            waiting.decrementAndGet();
            tell(() -> events.message(text));
        });
        return true;
    }

    /** Reports the end, after the queued messages. */
    void closed(SyncProblem why) {
        tasks.execute(() -> tell(() -> events.closed(why)));
    }

    /** Drops all further events, queued ones included. */
    void close() {
        closed = true;
    }

    private void tell(Runnable event) {
        if (closed) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            LOG.error("an event of a link was lost", e);
            failed.accept("the client failed: " + e);
        }
    }
}
