package org.synchrotron.server.session;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.MessageParts.TooLong;

/** Joins the parts of one client's messages, within the node's budget of memory. Not thread-safe: parts arrive one after another. */
final class IncomingParts {

    /** Thrown if the budget has no room for a part. What was received of the message is dropped. */
    static final class NoRoom extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A whole message.
     *
     * @param held what it holds of the budget, to be given back once it is processed
     */
    record Message(String text, MessageBudget.Held held) {}

    private final MessageBudget budget;
    private final UserId user;
    private final int longest;
    private MessageParts parts;
    private MessageBudget.Held held;

    /** @param longest the longest message that is accepted, as {@link MessageParts} counts */
    IncomingParts(MessageBudget budget, UserId user, int longest) {
        this.budget = budget;
        this.user = user;
        this.longest = longest;
        this.parts = new MessageParts(longest);
        this.held = budget.message(user);
    }

    /** {@return the message if this was its last part; otherwise null} */
    @Nullable
    Message add(String part, boolean last) throws TooLong, NoRoom {
        if (!held.add(part.length())) {
            drop();
            throw new NoRoom();
        }
        String text = parts.add(part, last);
        if (text == null) {
            return null;
        }
        Message message = new Message(text, held);
        held = budget.message(user);
        return message;
    }

    /** Forgets what was received of a message. */
    void drop() {
        held.giveBack();
        held = budget.message(user);
        parts = new MessageParts(longest);
    }
}
