package org.synchrotron.client;

import org.jspecify.annotations.Nullable;

/** The client was closed before or while it was asked to do something. What was executed before is stored. */
public final class ClientClosed extends ClientException {

    private static final long serialVersionUID = 1L;

    /** For the client's own packages. */
    public ClientClosed(String what) {
        this(what, null);
    }

    /** For the client's own packages. */
    public ClientClosed(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
