package org.synchrotron.protocol;

import java.util.ArrayList;
import java.util.List;

/** A long message as WebSocket fragments that can each be encoded by itself: a pair of surrogates is never parted. */
public final class TextParts {

    /** In characters. The container takes frames of up to 4 MiB and has a fixed price for each; a character takes 3 bytes at most. */
    public static final int LONGEST = 256 * 1024;

    private TextParts() {}

    /** {@return the text's parts in order, at least one} */
    public static List<String> of(String text) {
        return of(text, LONGEST);
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
