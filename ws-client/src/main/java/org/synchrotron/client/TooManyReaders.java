package org.synchrotron.client;

/**
 * A call of {@link SynchrotronClient#read} got no turn in time, because others read for so long, or because its thread was
 * interrupted while it waited. Nothing was read. {@link ClientBuilder#readers} says how many may read at once, and how long one waits.
 */
public final class TooManyReaders extends ClientException {

    private static final long serialVersionUID = 1L;

    /** For the client's own packages. */
    public TooManyReaders(String what) {
        super(what, null);
    }
}
