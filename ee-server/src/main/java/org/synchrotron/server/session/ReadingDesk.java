package org.synchrotron.server.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.synchrotron.server.catchup.Reading;
import org.synchrotron.server.catchup.SharedDeliveries;
import org.synchrotron.server.catchup.SharedDeliveries.Request;
import org.synchrotron.server.runtime.Transactions;

/**
 * Where the sessions of a node wait to be read. {@link #AT_ONCE} readings run at a time. Sessions that wait meanwhile, and whose clients hold the
 * log up to the same place, are read together: the more sessions a commit concerns, the fewer readings it costs each of them. A reading that
 * takes longer than {@link #PATIENCE} makes nobody wait. Thread-safe.
 */
final class ReadingDesk {

    private static final System.Logger LOG = System.getLogger(ReadingDesk.class.getName());

    /** The most sessions of one reading. */
    static final int MOST = 64;

    static final int AT_ONCE = 2;

    static final Duration PATIENCE = Duration.ofMillis(250);

    /** A session that waits. Its methods return at once, and throw nothing. */
    interface Waiting {

        Request request();

        /** Takes what was read for several sessions. */
        void take(Reading.Ready reading);

        /**
         * Reads for this session alone, on its user's threads.
         *
         * @param afterwards runs once that is done
         */
        void readAlone(Runnable afterwards);
    }

    /** One of the readings that count. */
    private final class Turn {
        private boolean over;

        void end() {
            synchronized (ReadingDesk.this) {
                if (over) {
                    return;
                }
                over = true;
                if (waiting.isEmpty()) {
                    running--;
                    return;
                }
            }
            begin();
        }
    }

    private final SharedDeliveries deliveries;
    private final Transactions transactions;
    private final SessionThreads threads;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int running;

    ReadingDesk(SharedDeliveries deliveries, Transactions transactions, SessionThreads threads) {
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.threads = threads;
    }

    /**
     * Adds a session to those that wait, and returns.
     *
     * @throws RuntimeException if the threads take no more work
     */
    void add(Waiting session) {
        synchronized (this) {
            waiting.add(session);
            if (running == AT_ONCE) {
                return;
            }
            running++;
        }
        begin();
    }

    private void begin() {
        Turn turn = new Turn();
        threads.check(turn::end, PATIENCE);
        threads.readers().execute(() -> serve(turn));
    }

    private void serve(Turn turn) {
        List<Waiting> sessions = next();
        if (sessions.size() == 1) {
            sessions.get(0).readAlone(turn::end);
            return;
        }
        try {
            if (!sessions.isEmpty()) {
                readTogether(sessions);
            }
        } finally {
            turn.end();
        }
    }

    /** {@return the first session and those at its place; none if others have taken all} */
    private synchronized List<Waiting> next() {
        List<Waiting> sessions = new ArrayList<>();
        Iterator<Waiting> each = waiting.iterator();
        while (each.hasNext() && sessions.size() < MOST) {
            Waiting session = each.next();
            if (sessions.isEmpty() || place(session) == place(sessions.get(0))) {
                sessions.add(session);
                each.remove();
            }
        }
        return sessions;
    }

    private static long place(Waiting session) {
        return session.request().position().cursor();
    }

    /** If that fails, it is not known because of whom: each is read alone. */
    private void readTogether(List<Waiting> sessions) {
        List<Request> requests = sessions.stream().map(Waiting::request).toList();
        Map<Request, Reading.Ready> read;
        try {
            read = transactions.snapshot(sql -> deliveries.read(requests, sql));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "deliveries of several sessions cannot be read together", e);
            read = Map.of();
        }
        for (Waiting session : sessions) {
            Reading.Ready ready = read.get(session.request());
            if (ready == null) {
                session.readAlone(() -> {});
            } else {
                session.take(ready);
            }
        }
    }
}
