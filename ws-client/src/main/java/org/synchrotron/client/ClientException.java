package org.synchrotron.client;

import org.jspecify.annotations.Nullable;

/** The world failed the client: its file, its configuration, an action's code or a server that refuses. Nothing half-done was stored. */
public abstract sealed class ClientException extends RuntimeException
        permits ActionFailed, ClientClosed, DatabaseFailure, ReadEnded, RecordQuarantined, TooManyReaders {

    private static final long serialVersionUID = 1L;

    ClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
