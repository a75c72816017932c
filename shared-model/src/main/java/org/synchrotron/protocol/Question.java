package org.synchrotron.protocol;

/** What a client asks with {@link ClientMessage.Ask}. Immutable. */
public sealed interface Question {

    /** {@return its name on the wire} */
    String name();

    /**
     * How far the log is at this moment: a read barrier. A delivery up to there follows the answer, or came before it, so a client that
     * has stored it holds everything that was committed before the question.
     */
    record Head() implements Question {
        static final String NAME = "head";

        @Override
        public String name() {
            return NAME;
        }
    }

    /** A question that this code does not know, from a newer peer. It is answered with {@link Refusal#UNKNOWN_QUESTION}. */
    record Other(String name) implements Question {}

    /** {@return the question with this name} */
    static Question of(String name) {
        return name.equals(Head.NAME) ? new Head() : new Other(name);
    }
}
