package org.synchrotron.protocol;

import org.jspecify.annotations.Nullable;

/** Joins the parts of a message, up to a maximum length in UTF-8. Not thread-safe: parts arrive one after another. */
public final class MessageParts {

    /** Thrown for a message that exceeds the limit. The parts received so far are dropped. */
    public static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final int maxBytes;
    private StringBuilder text = new StringBuilder();
    private long bytes;

    /** @param maxBytes the maximum length of a message, in bytes of UTF-8 */
    public MessageParts(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** {@return the message if this was its last part; otherwise null} */
    public @Nullable String add(String part, boolean last) throws TooLong {
        bytes += Utf8.length(part);
        if (bytes > maxBytes) {
            clear();
            throw new TooLong();
        }
        if (last && text.isEmpty()) {
            clear();
            return part;
        }
        text.append(part);
        if (!last) {
            return null;
        }
        String message = text.toString();
        clear();
        return message;
    }

    private void clear() {
        text = new StringBuilder();
        bytes = 0;
    }
}
