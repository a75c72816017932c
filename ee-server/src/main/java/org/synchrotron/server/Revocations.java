package org.synchrotron.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.RevocationTable;
import org.synchrotron.server.runtime.SyncDatabase;

/**
 * Revokes tokens that have not expired, on all nodes: after a theft, or when a user may not work any more. Connections under such a token end
 * within seconds; their clients ask for another one and connect again. What was accepted stays accepted. Thread-safe.
 *
 * <p>A revocation joins the caller's JTA transaction and holds from its commit on; without one, it has a transaction of its own. It fires a
 * {@link TokensRevoked}.
 */
@ApplicationScoped
public class Revocations {

    @Inject
    private SyncDatabase database;

    @Inject
    private Event<TokensRevoked> revoked;

    /**
     * Revokes all tokens of the user that were issued up to now, by their claim {@code iat}, and for 30 days those without one. Tokens that
     * are issued later are accepted: make sure that the issuer gives none to somebody who may not have one.
     */
    public void revokeUser(UserId user) {
        database.transaction(sql -> {
            asEngine(sql, () -> new RevocationTable(sql).revokeUser(user));
            revoked.fire(new TokensRevoked(user, null));
            return user;
        });
    }

    /**
     * Revokes the token with this id.
     *
     * @param tokenId its claim {@code jti}
     */
    public void revokeToken(String tokenId) {
        database.transaction(sql -> {
            asEngine(sql, () -> new RevocationTable(sql).revokeToken(tokenId));
            revoked.fire(new TokensRevoked(null, tokenId));
            return tokenId;
        });
    }

    private static void asEngine(Handle sql, Runnable work) {
        RoleScope.asEngine(sql, () -> {
            work.run();
            return sql;
        });
    }
}
