package org.synchrotron.server.announce;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What the present audiences of users come to. Thread-safe; a handle, which must be in the engine's role, is not. */
public final class AudienceDigests {

    private AudienceDigests() {}

    /** {@return a digest of the audiences of each of the users} */
    public static Map<String, String> of(List<String> users, Handle sql) {
        return sql.createQuery("select user_id, digest from synchrotron.audience_digests(:users)")
                .bindArray("users", String.class, users)
                .map((row, context) -> Map.entry(row.getString("user_id"), row.getString("digest")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
