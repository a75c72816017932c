package org.synchrotron.server.announce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The audiences of users, as the database has them now. Called by one thread at a time. */
@FunctionalInterface
public interface Memberships {

    /** The channel on which PostgreSQL notifies of a change of a table that {@code user_audiences} reads. */
    String CHANNEL = "synchrotron_memberships";

    /**
     * {@return for each of the users a hash of its audiences, also for those without any}
     *
     * @throws RuntimeException if the connection is lost
     */
    Map<String, String> hashes(List<String> users);

    /** {@return the hashes of these users} It needs the engine's role. The handle is not thread-safe. */
    static Map<String, String> hashes(List<String> users, Handle sql) {
        Map<String, String> hashes = new HashMap<>();
        sql.createQuery("select user_id, hash from synchrotron.audience_hashes(:users)")
                .bindArray("users", String.class, users)
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(each -> hashes.put(each.getKey(), each.getValue()));
        return hashes;
    }
}
