package org.synchrotron.client;

import org.jspecify.annotations.Nullable;

/**
 * A call of {@link SynchrotronClient#read} was ended: it kept an old state of the file for too long while the write-ahead log grew.
 * {@link ClientBuilder#readerLimit} says when that happens. The client continues; read again, in shorter pieces. Immutable.
 */
public final class ReadEnded extends ClientException {

    private static final long serialVersionUID = 1L;

    /**
     * For the client's own packages.
     *
     * @param cause what the reader's SQL threw when it was ended; null if it threw nothing
     */
    public ReadEnded(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
