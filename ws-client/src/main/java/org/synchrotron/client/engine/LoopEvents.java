package org.synchrotron.client.engine;

import java.time.Duration;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.ConnectionEvent.LinkOpened;
import org.synchrotron.client.link.LinkEvents;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.Utf8;

/** Posts the events of a link, which come on any thread, to the client's {@link Loop}. Thread-safe. */
final class LoopEvents {

    /** Receives the events, on the loop. */
    interface Receiver {

        void on(ConnectionEvent event);

        /** The attempt failed, or its connection ended. */
        void lost(int attempt, SyncProblem why);

        /**
         * The server sent a message.
         *
         * @param bytes the length of the message in UTF-8
         */
        void received(int attempt, ServerMessage message, long bytes);
    }

    private final Loop loop;
    private final MessageCodec codec;
    private final Runnable afterEach;

    /** @param afterEach runs on the loop after each event */
    LoopEvents(Loop loop, MessageCodec codec, Runnable afterEach) {
        this.loop = loop;
        this.codec = codec;
        this.afterEach = afterEach;
    }

    void post(Runnable event) {
        loop.post(() -> {
            event.run();
            afterEach.run();
        });
    }

    void after(Duration wait, Runnable event) {
        loop.after(wait, () -> {
            event.run();
            afterEach.run();
        });
    }

    /** {@return what a link of this attempt tells, for the receiver} */
    LinkEvents ofLink(int attempt, Receiver receiver) {
        return new LinkEvents() {
            @Override
            public void opened() {
                post(() -> receiver.on(new LinkOpened(attempt)));
            }

            @Override
            public void message(String text) {
                read(attempt, text, receiver);
            }

            @Override
            public void closed(SyncProblem why) {
                post(() -> receiver.lost(attempt, why));
            }
        };
    }

    /** Still on the link's thread: reading JSON needs no file. */
    private void read(int attempt, String text, Receiver receiver) {
        try {
            ServerMessage message = codec.readFromServer(text);
            long bytes = Utf8.length(text);
            post(() -> receiver.received(attempt, message, bytes));
        } catch (MalformedMessage e) {
            SyncProblem why = new SyncProblem(Kind.WRONG_ENDPOINT, "the server does not speak this protocol: " + e);
            post(() -> receiver.lost(attempt, why));
        }
    }
}
