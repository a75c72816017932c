package org.synchrotron.server.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.token.RevokedAccess.Known;

/** The table {@code synchrotron.revocations}. For the engine's role. */
public final class RevocationTable {

    /** The channel on which PostgreSQL notifies of a change of the table. */
    public static final String CHANNEL = "synchrotron_revocations";

    private final Handle sql;

    public RevocationTable(Handle sql) {
        this.sql = sql;
    }

    /** Revokes all tokens of the user that were issued up to now. */
    public void revokeUser(UserId user) {
        call("select synchrotron.revoke_user(:what)::text", user.value());
    }

    /** Revokes the token with this id. */
    public void revokeToken(String tokenId) {
        call("select synchrotron.revoke_token(:what)::text", tokenId);
    }

    private void call(String function, String what) {
        sql.createQuery(function).bind("what", what).mapTo(String.class).findOne();
    }

    /** {@return a text that differs after each change of the table} */
    public String version() {
        return sql.createQuery("select count(*) || '/' || coalesce(max(id), 0) from synchrotron.revocations")
                .mapTo(String.class)
                .one();
    }

    /**
     * {@return all revocations}
     *
     * @param lostRoles the roles that are lost
     */
    public Known known(Set<String> lostRoles) {
        Map<String, Long> users = new HashMap<>();
        sql.createQuery("""
                        select user_id, (extract(epoch from max(revoked_at)) * 1000)::bigint
                        from synchrotron.revocations where user_id is not null group by user_id
                        """)
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(each -> users.put(each.getKey(), each.getValue()));
        Set<String> tokens = sql.createQuery("select token_id from synchrotron.revocations where token_id is not null")
                .mapTo(String.class)
                .set();
        return new Known(users, tokens, lostRoles);
    }
}
