package org.synchrotron.it.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.server.TokensRevoked;

/** Observes revocations, like an application. */
@ApplicationScoped
public class RevokedTokens {

    private final List<TokensRevoked> observed = new CopyOnWriteArrayList<>();

    void observe(@Observes(during = TransactionPhase.AFTER_SUCCESS) TokensRevoked revoked) {
        observed.add(revoked);
    }

    /** {@return the revocations that were committed} */
    public List<TokensRevoked> observed() {
        return observed;
    }
}
