package org.synchrotron.simulation.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.synchrotron.simulation.time.Timeline;

/** One direction of a connection: messages arrive later, in order, sometimes in parts. */
final class Lane {

    private static final int LONGEST_TRIP_MS = 40;

    /** A part of a message; the end of the connection has no text. */
    private record Frame(@Nullable String part, boolean last) {}

    private final Timeline timeline;
    private final Random random;
    private final Receiver receiver;
    private final Deque<Frame> underWay = new ArrayDeque<>();
    private long latestMs;
    private long silentUntilMs;
    private boolean disconnected;
    private boolean ended;

    Lane(Timeline timeline, Random random, Receiver receiver) {
        this.timeline = timeline;
        this.random = random;
        this.receiver = receiver;
    }

    void carry(String text) {
        if (text.length() > 1 && random.nextInt(4) == 0) {
            int middle = 1 + random.nextInt(text.length() - 1);
            plan(new Frame(text.substring(0, middle), false));
            plan(new Frame(text.substring(middle), true));
        } else {
            plan(new Frame(text, true));
        }
    }

    /** Carries only the beginning of a text, and then runs a task. */
    void carryHalf(String text, Runnable then) {
        plan(new Frame(text.substring(0, random.nextInt(text.length())), false));
        timeline.after(Math.max(latestMs, silentUntilMs) - timeline.nowMs(), then);
    }

    /** Ends the connection after the messages so far. */
    void end() {
        plan(new Frame(null, true));
    }

    /** Breaks the connection: messages under way are lost; the other side notices after a while. */
    void disconnect(long noticedAfterMs) {
        disconnected = true;
        underWay.clear();
        timeline.after(noticedAfterMs, this::tellEnd);
    }

    void silence(long untilMs) {
        silentUntilMs = Math.max(silentUntilMs, untilMs);
    }

    boolean isSilent() {
        return silentUntilMs > timeline.nowMs();
    }

    void speakAgain() {
        silentUntilMs = 0;
    }

    private void plan(Frame frame) {
        if (!disconnected && !ended) {
            underWay.add(frame);
            latestMs = Math.max(latestMs, timeline.nowMs() + 1 + random.nextInt(LONGEST_TRIP_MS));
            timeline.after(latestMs - timeline.nowMs(), this::arrive);
        }
    }

    private void arrive() {
        if (isSilent()) {
            timeline.after(silentUntilMs - timeline.nowMs(), this::arrive);
            return;
        }
        Frame frame = underWay.poll();
        if (frame == null || ended) {
            return;
        }
        if (frame.part() == null) {
            tellEnd();
        } else {
            receiver.received(frame.part(), frame.last());
        }
    }

    private void tellEnd() {
        if (!ended) {
            ended = true;
            receiver.ended();
        }
    }
}
