package org.synchrotron.protocol;

import org.jspecify.annotations.Nullable;

/** Joins the parts of a message, up to a maximum length. Not thread-safe: parts arrive one after another. */
public final class MessageParts {

    /** Thrown for a message that exceeds the limit. The parts received so far are dropped. */
    public static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final int limit;
    private StringBuilder text = new StringBuilder();

    /** @param limit the maximum length of a message, in characters */
    public MessageParts(int limit) {
        this.limit = limit;
    }

    /** {@return the message if this was its last part; otherwise null} */
    public @Nullable String add(String part, boolean last) throws TooLong {
        if ((long) text.length() + part.length() > limit) {
            text = new StringBuilder();
            throw new TooLong();
        }
        if (last && text.isEmpty()) {
            return part;
        }
        text.append(part);
        if (!last) {
            return null;
        }
        String message = text.toString();
        text = new StringBuilder();
        return message;
    }
}
