package org.synchrotron.server.session;

import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.session.SessionWatch.Due;

/** Ends one session: each reason with the sentence and the codes that the client is told. Thread-safe. */
final class SessionEnd {

    private static final System.Logger LOG = System.getLogger(SessionEnd.class.getName());

    private final String who;
    private final Outbox outbox;
    private final Refusals refusals;

    /** @param who whose session it is: the user, or the address of a client without one */
    SessionEnd(String who, Outbox outbox, Refusals refusals) {
        this.who = who;
        this.outbox = outbox;
        this.refusals = refusals;
    }

    /** The client sent what is not allowed, or not allowed now. */
    void protocolBroken(String message) {
        close(Refusal.MALFORMED, message, CloseCode.PROTOCOL_BROKEN);
    }

    void messageTooLong() {
        close(
                Refusal.MALFORMED,
                "the message is longer than the server accepts; see maxMessageBytes in its welcome",
                CloseCode.MESSAGE_TOO_LONG);
    }

    void noRoomForMessages() {
        close(
                Refusal.UNAVAILABLE,
                "the server holds too many messages that are not complete or wait; try again later",
                CloseCode.BUSY);
    }

    void tooManySessions() {
        close(Refusal.TOO_MANY_CONNECTIONS, "there are too many open connections; try again later", CloseCode.BUSY);
    }

    /** A limit has passed. */
    void timedOut(String message) {
        close(Refusal.TIMED_OUT, message, CloseCode.TIMED_OUT);
    }

    /** Ends the session if something is overdue, or asks for a sign of life. */
    void ifOverdue(Due due, SessionLimits limits) {
        switch (due) {
            case NO_HELLO -> timedOut("no hello came within " + limits.hello().toSeconds() + " s");
            case NO_END ->
                timedOut("a message was not complete within " + limits.message().toSeconds() + " s of its first part");
            case SILENT ->
                timedOut("nothing came from the client for " + limits.silence().toSeconds()
                        + " s, nor an answer to a ping");
            case NO_ANSWER -> notAnswered();
            case PING -> outbox.ping();
            case NOTHING, NOT_READING -> {}
        }
    }

    /**
     * The token is not accepted, or not any more. Nothing that waits is sent.
     *
     * @param at where the token came: a word
     */
    void unauthorized(InvalidToken why, String at) {
        outbox.closeNow(
                refusals.token(who, why, at),
                CloseCode.UNAUTHORIZED,
                why.refusal().text());
    }

    /** The server could not answer in time. */
    private void notAnswered() {
        close(Refusal.UNAVAILABLE, "the server could not answer in time; try again later", CloseCode.BUSY);
    }

    /** The rows that were being sent cannot be read to their end. */
    void rowsFailed(String message) {
        close(Refusal.UNAVAILABLE, message, CloseCode.BUSY);
    }

    /** Something failed in a way that nobody thought of. */
    void failed(Throwable failure) {
        String reference = refusals.reference();
        LOG.log(
                System.Logger.Level.WARNING,
                "a session failed; its connection is closed (reference " + reference + ")",
                failure);
        close(
                Refusal.UNAVAILABLE,
                "the server failed; try again later (reference " + reference + ")",
                CloseCode.FAILED);
    }

    private void close(Refusal code, String message, CloseCode close) {
        outbox.close(refusals.connection(who, code, message), close, code.text());
    }
}
