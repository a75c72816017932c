package org.synchrotron.server.access.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.Caller;

/** The caller of the current HTTP request, from its bearer token. */
@RequestScoped
public class CurrentCaller {

    private @Nullable Caller caller;

    /** {@return the caller; empty if the request had no valid token} */
    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    void set(Caller verified) {
        caller = verified;
    }
}
