package org.synchrotron.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Splits a long message into WebSocket fragments. A surrogate pair is never split, so that each fragment can be encoded by
 * itself. Thread-safe.
 */
public final class TextParts {

    /**
     * The longest part, in characters. The container accepts frames of up to 4 MiB and has a fixed cost for each; a character
     * takes 3 bytes at most.
     */
    private static final int LONGEST = 256 * 1024;

    private TextParts() {}

    /** Receives the parts, one after another. */
    @FunctionalInterface
    public interface Sink {
        void part(String part, boolean last) throws IOException;
    }

    /**
     * Sends the text to the sink in one or more parts, in order.
     *
     * @throws IOException if the sink throws it; the remaining parts are not sent
     */
    public static void send(String text, Sink sink) throws IOException {
        Iterator<String> parts = of(text, LONGEST).iterator();
        while (parts.hasNext()) {
            String part = parts.next();
            sink.part(part, !parts.hasNext());
        }
    }

    static List<String> of(String text, int longest) {
        if (text.length() <= longest) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(from + longest, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }
}
