package org.synchrotron.server.announce;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The audiences of users, as the database has them now. Called by one thread at a time. */
@FunctionalInterface
public interface Memberships {

    /** The channel on which PostgreSQL notifies of a change of a table that {@code user_audiences} reads. */
    String CHANNEL = "synchrotron_memberships";

    /**
     * What the audiences of one user are, and what the user reads with them. Immutable.
     *
     * @param hash a hash of the audiences; also of none
     * @param reads whether the user may see a record of the span that was asked for
     */
    record Standing(String hash, boolean reads) {}

    /**
     * {@return the standing of each of the users, all at one moment}
     *
     * @param after the span is that of the records that arrived after this ingest id
     * @param head and up to this one; not above it for no records
     * @throws RuntimeException if the connection is lost
     */
    Map<String, Standing> standings(List<String> users, long after, long head);

    /** {@return the same, by one statement} It needs the engine's role. The handle is not thread-safe. */
    static Map<String, Standing> standings(List<String> users, long after, long head, Handle sql) {
        return sql.createQuery("select user_id, hash, :after < :head and user_id in (" + Audience.READERS
                        + ") as reads from synchrotron.audience_hashes(:open)")
                .bind("after", after)
                .bind("head", head)
                .bindArray("open", String.class, users)
                .map((row, context) -> Map.entry(row.getString(1), new Standing(row.getString(2), row.getBoolean(3))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
