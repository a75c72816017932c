package org.synchrotron.client.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.synchrotron.protocol.ClientMessage.Ask;
import org.synchrotron.protocol.Question;
import org.synchrotron.protocol.ServerMessage;

/**
 * Work that waits until the server has said how far its log is, at a time after the work was given. A server says so in its welcome and
 * in its answer to a question. One question at a time is under way. Not thread-safe.
 */
final class ReadBarriers {

    private final Consumer<Runnable> later;
    private final Consumer<Ask> send;
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Runnable> asked = new ArrayList<>();
    private long questions;

    /** @param later runs work once what the server said is shown in the client's status */
    ReadBarriers(Consumer<Runnable> later, Consumer<Ask> send) {
        this.later = later;
        this.send = send;
    }

    /** @param online whether the server can be asked now */
    void add(Runnable work, boolean online) {
        waiting.add(work);
        if (online) {
            ask();
        }
    }

    /** The server sent a message. Its head in a welcome was read after the connection was opened. */
    void on(ServerMessage message) {
        if (message instanceof ServerMessage.Welcome) {
            pass(asked);
            pass(waiting);
        } else if (message instanceof ServerMessage.Answer) {
            pass(asked);
            ask();
        }
    }

    private void ask() {
        if (!waiting.isEmpty() && asked.isEmpty()) {
            asked.addAll(waiting);
            waiting.clear();
            send.accept(new Ask(++questions, new Question.Head()));
        }
    }

    /** The connection is lost: a question under way is not answered any more. */
    void lost() {
        waiting.addAll(asked);
        asked.clear();
    }

    private void pass(List<Runnable> some) {
        some.forEach(later);
        some.clear();
    }
}
