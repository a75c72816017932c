package org.synchrotron.server.log;

import org.jdbi.v3.core.Handle;

/**
 * The one lock of the log, and the bell. Whoever appends holds the lock until its transaction ends, so ingest ids have no gaps
 * and come in commit order; the bell rings at the commit.
 */
public final class LogLock {

    /** The channel on which the ingest id of the latest record is announced. */
    public static final String CHANNEL = "synchrotron_log";

    /** "synchron", as a number. */
    private static final long KEY = 0x73796E6368726F6EL;

    private LogLock() {}

    /** Waits for the lock. A statement of its own: what the next one sees, no other writer changes any more. */
    public static void take(Handle sql) {
        sql.createQuery("select pg_advisory_xact_lock(:key)::text")
                .bind("key", KEY)
                .mapTo(String.class)
                .one();
    }

    /** Announces the latest record, if and when the transaction commits. */
    public static void announce(Handle sql, long head) {
        sql.createQuery("select pg_notify(:channel, :head)::text")
                .bind("channel", CHANNEL)
                .bind("head", Long.toString(head))
                .mapTo(String.class)
                .one();
    }
}
