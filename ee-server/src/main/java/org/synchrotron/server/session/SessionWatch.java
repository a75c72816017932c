package org.synchrotron.server.session;

import java.time.Duration;

/**
 * How long one client lets the server wait. It counts pulses, one a second, and reads no clock. Thread-safe.
 *
 * <pre>
 *   waits for            from                        to                                  then
 *   -------------------  --------------------------  ----------------------------------  ------------------------
 *   hello                the opening                 its arrival                         {@link Due#NO_HELLO}
 *   the end of a message its first part              its last part                       {@link Due#NO_END}
 *   a sign of life       the last part, pong, write  the next one                        {@link Due#PING}, SILENT
 *   the server's answer  hello or upload             the answer                          {@link Due#NO_ANSWER}
 *   room to write        the last part written       the next one, or nothing to write   {@link Due#NOT_READING}
 * </pre>
 */
final class SessionWatch {

    /** The time between two pulses. */
    static final Duration PULSE = Duration.ofSeconds(1);

    /** What is to be done after a pulse. */
    enum Due {
        NOTHING,
        PING,
        NO_HELLO,
        NO_END,
        SILENT,
        NO_ANSWER,
        NOT_READING
    }

    private static final long OFF = Long.MIN_VALUE;

    private final SessionLimits limits;
    private long hello;
    private long message = OFF;
    private long silence;
    private long answer = OFF;
    private long sending;
    private long written;

    SessionWatch(SessionLimits limits) {
        this.limits = limits;
    }

    /** The client is alive: a part of a message, or a pong, has come. */
    synchronized void heard() {
        silence = 0;
    }

    /** A part of a message has come. */
    synchronized void part(boolean last) {
        silence = 0;
        if (last) {
            message = OFF;
        } else if (message == OFF) {
            message = 0;
        }
    }

    /** The client has asked for something, with a hello or an upload. */
    synchronized void asked() {
        hello = OFF;
        answer = 0;
    }

    /**
     * The server has answered.
     *
     * @param again whether the client must say hello again
     */
    synchronized void answered(boolean again) {
        answer = OFF;
        hello = again ? 0 : OFF;
    }

    /**
     * A second has passed.
     *
     * @param writing whether a message is being written
     * @param parts how many parts of messages were written so far
     */
    synchronized Due pulse(boolean writing, long parts) {
        boolean moved = parts != written;
        written = parts;
        hello++;
        message++;
        answer++;
        silence = moved ? 0 : silence + 1;
        sending = writing && !moved ? sending + 1 : 0;
        return due();
    }

    private Due due() {
        if (reached(sending, limits.sending())) {
            return Due.NOT_READING;
        }
        if (reached(hello, limits.hello())) {
            return Due.NO_HELLO;
        }
        if (reached(message, limits.message())) {
            return Due.NO_END;
        }
        if (reached(answer, limits.answer())) {
            return Due.NO_ANSWER;
        }
        if (reached(silence, limits.silence())) {
            return Due.SILENT;
        }
        return silence == Math.max(1, limits.silence().toSeconds() / 2) ? Due.PING : Due.NOTHING;
    }

    private static boolean reached(long pulses, Duration limit) {
        return pulses >= limit.toSeconds();
    }
}
