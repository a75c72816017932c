package org.synchrotron.server.log;

import org.jdbi.v3.core.Handle;

/**
 * The lock of the log, and the announcement of commits. A transaction that appends holds the lock until it ends, so ingest ids
 * have no gaps and follow the order of commits. The announcement is sent at the commit.
 */
public final class LogLock {

    /** The channel on which the ingest id of the latest record is announced. */
    public static final String CHANNEL = "synchrotron_log";

    /** The key of the advisory lock: the characters "synchron" as a number. */
    private static final long KEY = 0x73796E6368726F6EL;

    private LogLock() {}

    /** Waits for the lock. It is a statement of its own, so that no other writer can change what the next statement sees. */
    public static void take(Handle sql) {
        sql.createQuery("select pg_advisory_xact_lock(:key)::text")
                .bind("key", KEY)
                .mapTo(String.class)
                .one();
    }

    /**
     * Waits for the lock, for a transaction that gives way to others: when it has to wait for another lock after that, it fails before
     * PostgreSQL looks for a deadlock. The other transaction may hold a row and be waiting for the log's lock.
     *
     * @see Conflicts
     */
    public static void takeGivingWay(Handle sql) {
        sql.createQuery("""
                        select pg_advisory_xact_lock(:key)::text, set_config('lock_timeout', least(200, extract(
                            epoch from current_setting('deadlock_timeout')::interval) * 500)::int::text, true)
                        """).bind("key", KEY).mapTo(String.class).one();
    }

    /** Announces the ingest id of the latest record when the transaction commits; nothing is announced if it does not. */
    public static void announce(Handle sql, long head) {
        sql.createQuery("select pg_notify(:channel, :head)::text")
                .bind("channel", CHANNEL)
                .bind("head", Long.toString(head))
                .mapTo(String.class)
                .one();
    }
}
