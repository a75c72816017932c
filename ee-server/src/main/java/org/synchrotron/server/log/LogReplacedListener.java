package org.synchrotron.server.log;

import org.synchrotron.log.ClientId;

/** Is told when the log is not the one that was read before: its database was restored, or another one has taken over. Thread-safe. */
public interface LogReplacedListener {

    /** Ignores it. */
    LogReplacedListener NONE = new LogReplacedListener() {
        @Override
        public void replaced(LogPosition read, LogPosition end) {}

        @Override
        public void sentToRows(ClientId client) {}
    };

    /**
     * This node meets a database whose log does not have the place up to which it had read.
     *
     * @param read that place
     * @param end where the log ends now
     */
    void replaced(LogPosition read, LogPosition end);

    /** A client that names a place of this log, which the log does not have, takes all rows. */
    void sentToRows(ClientId client);
}
