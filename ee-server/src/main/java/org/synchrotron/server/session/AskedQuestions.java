package org.synchrotron.server.session;

import java.util.concurrent.atomic.AtomicBoolean;
import org.synchrotron.protocol.ClientMessage.Ask;
import org.synchrotron.protocol.Reply;
import org.synchrotron.protocol.ServerMessage.Answer;
import org.synchrotron.server.access.Caller;

/** The questions of one session: one at a time, besides its uploads. Thread-safe. */
final class AskedQuestions {

    private final Caller caller;
    private final Questions questions;
    private final SessionLine line;
    private final AtomicBoolean underWay = new AtomicBoolean();

    AskedQuestions(Caller caller, Questions questions, SessionLine line) {
        this.caller = caller;
        this.questions = questions;
        this.line = line;
    }

    /** Answers the question later. The next one is allowed before the answer is sent. */
    void take(Ask ask) {
        if (underWay.compareAndSet(false, true)) {
            line.work().execute(() -> answer(ask));
        } else {
            line.end().protocolBroken("a question came before the answer to the last one; wait for the answer");
        }
    }

    private void answer(Ask ask) {
        Reply reply = questions.reply(ask.question(), caller);
        underWay.set(false);
        line.outbox().send(new Answer(ask.questionId(), reply));
        if (reply instanceof Reply.Head head) {
            line.feed().deliverUpTo(head.head());
        }
    }
}
