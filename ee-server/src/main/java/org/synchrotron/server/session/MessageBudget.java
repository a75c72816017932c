package org.synchrotron.server.session;

import org.synchrotron.log.UserId;

/**
 * Bounds the memory of what clients send: the parts of messages that are not complete, and uploads that wait or are being accepted, of all
 * sessions together. One user gets at most a quarter of it, but never less than one message. Thread-safe.
 */
public final class MessageBudget {

    private static final int USERS = 4;

    private final UserBudget budget;
    private final int longestMessage;

    /**
     * @param total how much all sessions may hold, in characters
     * @param longestMessage the longest message that is accepted, as {@code MessageParts} counts
     */
    public MessageBudget(long total, int longestMessage) {
        long inAll = Math.max(total, longestMessage);
        this.budget = new UserBudget(Math.max(inAll / USERS, longestMessage), inAll);
        this.longestMessage = longestMessage;
    }

    /** What one message holds. It must be given back, once or more often, from any thread. */
    final class Held {

        private final UserId user;
        private long amount;
        private boolean over;

        private Held(UserId user) {
            this.user = user;
        }

        /** {@return whether there was room for so many characters more} If not, nothing is added. */
        synchronized boolean add(int characters) {
            if (over || !budget.take(user, characters)) {
                return false;
            }
            amount += characters;
            return true;
        }

        /** {@return how many characters it holds} */
        synchronized long amount() {
            return amount;
        }

        /** Gives back what it holds. After this, there is no room for it. */
        synchronized void giveBack() {
            budget.giveBack(user, amount);
            amount = 0;
            over = true;
        }
    }

    /** {@return what a new message of this user holds: nothing yet} */
    Held message(UserId user) {
        return new Held(user);
    }

    /** {@return the longest message that is accepted, as {@code MessageParts} counts} */
    int longestMessage() {
        return longestMessage;
    }

    /** {@return how many characters all sessions hold} */
    long held() {
        return budget.taken();
    }
}
