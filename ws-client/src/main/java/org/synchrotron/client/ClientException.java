package org.synchrotron.client;

import org.jspecify.annotations.Nullable;

/** A failure outside the client's own code: its file, its configuration, an action, or a refusal by the server. Nothing incomplete was stored. Immutable. */
public abstract sealed class ClientException extends RuntimeException
        permits ActionFailed,
                ClientClosed,
                DatabaseFailure,
                ReadEnded,
                RecordDiscarded,
                RecordQuarantined,
                TooManyReaders {

    private static final long serialVersionUID = 1L;

    ClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
