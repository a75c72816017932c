package org.synchrotron.protocol;

import org.jspecify.annotations.Nullable;

/** Puts the parts of a message together, up to a limit. Not thread-safe: parts come one after another. */
public final class MessageParts {

    /** The message grew too long. What had come of it is forgotten. */
    public static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final int limit;
    private StringBuilder text = new StringBuilder();

    /** @param limit in characters */
    public MessageParts(int limit) {
        this.limit = limit;
    }

    /** {@return the message, if this was its last part} */
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
