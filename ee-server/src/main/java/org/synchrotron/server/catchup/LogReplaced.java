package org.synchrotron.server.catchup;

/** The log no longer has the place up to which it was read before: the database was restored, or another one has taken over. */
public final class LogReplaced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogReplaced(long ingestId) {
        super("the server's log was restored to a state before " + ingestId + "; connect again");
    }
}
