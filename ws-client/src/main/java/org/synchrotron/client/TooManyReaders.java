package org.synchrotron.client;

/**
 * A call of {@link SynchrotronClient#read} did not begin in time, because other readers did not finish, or because its thread was
 * interrupted while it waited. Nothing was read. {@link ClientBuilder#readers} sets how many may read at once and how long others wait.
 * Immutable.
 */
public final class TooManyReaders extends ClientException {

    private static final long serialVersionUID = 1L;

    /** For the client's own packages. */
    public TooManyReaders(String what) {
        super(what, null);
    }
}
