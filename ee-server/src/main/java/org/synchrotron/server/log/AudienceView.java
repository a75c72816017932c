package org.synchrotron.server.log;

import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.UserId;

/**
 * Access to the application's view {@code user_audiences}: the audiences of each user. The transaction must be in the engine's
 * scope.
 */
public final class AudienceView {

    private final Handle sql;

    public AudienceView(Handle sql) {
        this.sql = sql;
    }

    /** {@return the user's audiences} */
    public Set<String> of(UserId user) {
        return new HashSet<>(
                sql.createQuery("select audience_key from synchrotron.user_audiences where user_id = :user")
                        .bind("user", user.value())
                        .mapTo(String.class)
                        .list());
    }
}
