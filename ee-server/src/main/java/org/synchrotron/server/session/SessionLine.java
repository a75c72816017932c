package org.synchrotron.server.session;

import java.util.concurrent.Executor;

/**
 * What one session has of its own besides its conversation. Immutable; its parts are thread-safe.
 *
 * @param work runs work of the session on workers, and ends the session if that fails
 */
record SessionLine(Outbox outbox, SessionFeed feed, Executor work, SessionEnd end, SessionAccess access) {}
