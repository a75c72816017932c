package org.synchrotron.protocol;

/** What the server replies to a {@link Question}. Immutable. */
public sealed interface Reply {

    /**
     * The reply to {@link Question.Head}.
     *
     * @param head the ingest id of the latest record when the question came; a delivery up to it comes, or has come
     */
    record Head(long head) implements Reply {}

    /** The server has no answer; the connection goes on. */
    record None(Refusal code, String message) implements Reply {}
}
