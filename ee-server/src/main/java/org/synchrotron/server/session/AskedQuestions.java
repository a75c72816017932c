package org.synchrotron.server.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.synchrotron.protocol.ClientMessage.Ask;
import org.synchrotron.protocol.Question;
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

    /**
     * Answers the question later. The next one is allowed before the answer is sent. How far the log is means something only to a client that
     * knows its user's audiences: it is told of changed ones first.
     */
    void take(Ask ask) {
        if (underWay.compareAndSet(false, true)) {
            if (ask.question() instanceof Question.Head) {
                line.feed()
                        .look(
                                () -> later(ask, questions::reply),
                                () -> later(ask, (any, nobody) -> Questions.UNAVAILABLE));
            } else {
                later(ask, questions::reply);
            }
        } else {
            line.end().protocolBroken("a question came before the answer to the last one; wait for the answer");
        }
    }

    private void later(Ask ask, BiFunction<Question, Caller, Reply> replies) {
        line.work().execute(() -> answer(ask, replies.apply(ask.question(), caller)));
    }

    private void answer(Ask ask, Reply reply) {
        underWay.set(false);
        line.outbox().send(new Answer(ask.questionId(), reply));
        if (reply instanceof Reply.Head head) {
            line.feed().deliverUpTo(head.head());
        }
    }
}
