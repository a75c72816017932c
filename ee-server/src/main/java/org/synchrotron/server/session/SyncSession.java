package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Ask;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Need;
import org.synchrotron.protocol.ClientMessage.PartReceived;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageParts.TooLong;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.session.IncomingParts.Message;
import org.synchrotron.server.session.IncomingParts.NoRoom;
import org.synchrotron.server.session.MessageBudget.Held;
import org.synchrotron.server.session.SessionWatch.Due;

/**
 * The conversation with one client: hello first, then uploads one at a time, questions one at a time, and acknowledgements of deliveries. The leaf of its
 * channel passes in the client's texts, one part after another, signs of life, and the end of the connection. Other calls may come from
 * any thread.
 *
 * <p>A client that breaks the protocol or lets the server wait too long is disconnected, with a message that says why; and so is one
 * whose question the server cannot answer.
 */
public final class SyncSession implements Conversation {

    private final Caller caller;
    private final SessionParts parts;
    private final SessionLine line;
    private final SessionWatch watch;
    private final IncomingParts incoming;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AskedQuestions questions;
    private volatile @Nullable Hello greeted;
    private volatile boolean ended;

    SyncSession(Caller caller, SessionParts parts, SessionLine line) {
        this.caller = caller;
        this.parts = parts;
        this.line = line;
        this.questions = new AskedQuestions(caller, parts.questions(), line);
        this.watch = new SessionWatch(parts.resources().limits());
        this.incoming = new IncomingParts(
                parts.resources().budget(),
                caller.user(),
                parts.resources().budget().longestMessage());
    }

    /**
     * {@return whether messages of the client are still processed; false once the client is disconnected or being disconnected}
     */
    public boolean isListening() {
        return line.outbox().isOpen();
    }

    /** After this, the session makes no more calls to the channel. */
    @Override
    public void ended() {
        ended = true;
        parts.open().remove(line.feed());
        line.feed().end();
        line.outbox().ended();
        incoming.drop();
    }

    @Override
    public void heard() {
        watch.heard();
    }

    /** Tells the client that its token is accepted. */
    void confirmToken() {
        line.access().confirm();
    }

    /** Processes a whole message from the client, like {@link #part}. */
    public void text(String message) {
        part(message, true);
    }

    /** A message that is not allowed is refused, and the connection closed. */
    @Override
    public void part(String part, boolean last) {
        if (!isListening()) {
            return;
        }
        watch.part(last);
        try {
            Message message = incoming.add(part, last);
            if (message != null) {
                read(message);
            }
        } catch (TooLong e) {
            line.end().messageTooLong();
        } catch (NoRoom e) {
            line.end().noRoomForMessages();
        } catch (RuntimeException | Error e) {
            line.end().failed(e);
        }
    }

    private void read(Message message) {
        boolean done = true;
        try {
            done = !read(parts.resources().codec().readFromClient(message.text()), message.held());
        } catch (MalformedMessage e) {
            line.end().protocolBroken(String.valueOf(e.getMessage()));
        } finally {
            if (done) {
                message.held().giveBack();
            }
        }
    }

    /** {@return whether the message is still needed; it is given back later then} */
    private boolean read(ClientMessage message, Held held) {
        Hello known = greeted;
        if (line.access().isOver()) {
            return false;
        }
        if (message instanceof Hello hello) {
            return hello(hello, known);
        }
        if (message instanceof ClientMessage.Token next) {
            line.access().renew(next.token());
        } else if (known == null) {
            line.end().protocolBroken("the first message must be hello");
        } else if (message instanceof ClientMessage.Upload upload) {
            return upload(upload, known, held);
        } else if (message instanceof Ask ask) {
            questions.take(ask);
        } else if (message instanceof Received received) {
            if (!line.feed().received(received.upTo(), received.base())) {
                line.end().protocolBroken("received names a delivery that was never sent");
            }
        } else if (message instanceof PartReceived stored) {
            if (!line.feed().partReceived(stored.part())) {
                line.end().protocolBroken("partReceived names a part that was never sent");
            }
        } else if (message instanceof Need need) {
            line.feed().need(need.rows());
        }
        return false;
    }

    private boolean hello(Hello hello, @Nullable Hello known) {
        if (known != null) {
            line.end().protocolBroken("hello was sent twice; it is allowed once, as the first message");
        } else if (isAlone()) {
            line.work().execute(() -> greet(hello));
        }
        return false;
    }

    private boolean upload(ClientMessage.Upload upload, Hello from, Held held) {
        if (!isAlone()) {
            return false;
        }
        Upload asked = Upload.of(caller, from, line.feed().receivedUpTo(), upload.records(), held.amount());
        line.feed().hold();
        parts.uploads().take(upload.uploadId(), asked, answer -> {
            held.giveBack();
            answered(answer);
        });
        return true;
    }

    /** {@return whether there is no question before this one} The next one is allowed before the answer is sent. */
    private boolean isAlone() {
        if (!busy.compareAndSet(false, true)) {
            line.end().protocolBroken("a message came before the answer to the last one; wait for the answer");
            return false;
        }
        watch.asked();
        return true;
    }

    private void greet(Hello hello) {
        Greeting.Answer greeting = parts.greeting().answer(hello, line.access().token());
        ServerMessage answer = greeting.message();
        boolean again = answer instanceof Refused;
        watch.answered(again);
        busy.set(false);
        if (answer instanceof Refused refused) {
            if (refused.code() == Refusal.UNAVAILABLE) {
                line.outbox().send(refused);
            } else {
                line.outbox().close(refused, CloseCode.REFUSED, refused.code().text());
            }
            return;
        }
        greeted = hello;
        Welcome welcome = (Welcome) answer;
        line.outbox().send(welcome);
        line.feed().start(requireNonNull(greeting.holding()), welcome.audiences());
    }

    private void answered(ServerMessage answer) {
        watch.answered(false);
        busy.set(false);
        line.outbox().send(answer);
        if (answer instanceof Accepted accepted) {
            line.feed().deliverUpTo(accepted.head());
        } else if (answer instanceof BehindHead behindHead) {
            line.feed().deliverUpTo(behindHead.head());
        } else {
            line.feed().goOn();
        }
    }

    /**
     * To be called once a second until it returns false: ends the session if its client has let the server wait too long, or the server its
     * client. Does not block.
     */
    boolean pulse() {
        Outbox outbox = line.outbox();
        if (ended || !(outbox.isOpen() || outbox.isWriting())) {
            return false;
        }
        if (line.access().isOver()) {
            return true;
        }
        line.feed().goOn();
        Due due = watch.pulse(outbox.isWriting(), outbox.partsWritten());
        if (due == Due.NOT_READING) {
            outbox.cut();
            parts.open().remove(line.feed());
            line.feed().end();
        } else if (outbox.isOpen()) {
            line.end().ifOverdue(due, parts.resources().limits());
        }
        return true;
    }
}
