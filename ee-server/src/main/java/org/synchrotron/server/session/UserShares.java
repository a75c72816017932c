package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.UserId;

/**
 * Divides threads among users: at most so many tasks of one user run or wait for a thread at a time. Other tasks of that user wait here,
 * in order, and come after the tasks of others. Thread-safe.
 */
public final class UserShares {

    /** The tasks of one user. */
    private static final class Share {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    private final Executor threads;
    private final int most;
    private final Map<UserId, Share> shares = new HashMap<>();

    /** @param most how many tasks of one user the threads may have at a time */
    public UserShares(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /** {@return the threads as this user may use them} Its tasks are run in order of arrival if the share is one. */
    Executor of(UserId user) {
        return task -> execute(user, task);
    }

    private void execute(UserId user, Runnable task) {
        synchronized (this) {
            Share share = shares.computeIfAbsent(user, each -> new Share());
            if (share.running == most) {
                share.waiting.add(task);
                return;
            }
            share.running++;
        }
        start(user, task);
    }

    /** @throws RuntimeException if the threads take no more work */
    private void start(UserId user, Runnable task) {
        try {
            threads.execute(() -> run(user, task));
        } catch (RuntimeException e) {
            next(user);
            throw e;
        }
    }

    private void run(UserId user, Runnable task) {
        try {
            task.run();
        } finally {
            Runnable next = next(user);
            if (next != null) {
                start(user, next);
            }
        }
    }

    /** {@return the user's next task; null for none, and then there is room for another} */
    private synchronized @Nullable Runnable next(UserId user) {
        Share share = requireNonNull(shares.get(user));
        Runnable next = share.waiting.poll();
        if (next == null && --share.running == 0) {
            shares.remove(user);
        }
        return next;
    }
}
