package org.synchrotron.client;

import org.jspecify.annotations.Nullable;

/** The client was closed before or during the call. What was executed before is stored. Immutable. */
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
