package org.synchrotron.server.connection;

import org.jspecify.annotations.Nullable;

/** Puts the parts of a message together, up to a limit. Not thread-safe: parts come one after another. */
final class MessageParts {

    /** The message grew too long. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final int limit;
    private final StringBuilder text = new StringBuilder();

    MessageParts(int limit) {
        this.limit = limit;
    }

    /** {@return the message, if this was its last part} */
    @Nullable
    String add(String part, boolean last) throws TooLong {
        if ((long) text.length() + part.length() > limit) {
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
        text.setLength(0);
        text.trimToSize();
        return message;
    }
}
