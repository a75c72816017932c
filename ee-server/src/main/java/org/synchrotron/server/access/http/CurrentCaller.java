package org.synchrotron.server.access.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.Caller;

/** Who makes the present HTTP request, if its token says so. */
@RequestScoped
public class CurrentCaller {

    private @Nullable Caller caller;

    /** {@return the caller, if the request carried a valid token} */
    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    void set(Caller verified) {
        caller = verified;
    }
}
