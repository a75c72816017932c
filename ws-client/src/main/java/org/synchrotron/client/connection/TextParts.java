package org.synchrotron.client.connection;

import java.util.ArrayList;
import java.util.List;

/** Long texts in parts that can each be encoded by itself: a pair of surrogates is never parted. */
public final class TextParts {

    private TextParts() {}

    /** {@return the text's parts in order, at least one, each with at most that many characters} */
    public static List<String> of(String text, int longest) {
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
