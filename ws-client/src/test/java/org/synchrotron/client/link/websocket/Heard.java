package org.synchrotron.client.link.websocket;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.link.LinkEvents;

/** What a link tells, to be waited for. */
final class Heard implements LinkEvents {

    private static final int PATIENCE_SECONDS = 20;
    private static final Object OPENED = "opened";

    /** A message. */
    private record Message(String text) {}

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    @Override
    public void opened() {
        events.add(OPENED);
    }

    @Override
    public void message(String text) {
        events.add(new Message(text));
    }

    @Override
    public void closed(SyncProblem why) {
        events.add(why);
    }

    void awaitOpened() throws InterruptedException {
        Object event = next();
        if (!event.equals(OPENED)) {
            throw new AssertionError("expected the link to open, but: " + event);
        }
    }

    String awaitMessage() throws InterruptedException {
        return next() instanceof Message message ? message.text() : "no message";
    }

    SyncProblem awaitClosed() throws InterruptedException {
        Object event = next();
        if (event instanceof SyncProblem why) {
            return why;
        }
        throw new AssertionError("expected the link to end, but: " + event);
    }

    private Object next() throws InterruptedException {
        return requireNonNull(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing was told");
    }

    /** {@return whether nothing is told for so long} */
    boolean isSilentFor(Duration time) throws InterruptedException {
        return events.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
    }
}
