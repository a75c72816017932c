package org.synchrotron.server.log;

import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code synchrotron.nodes}: which nodes are alive, and the actions whose code they have. For the engine's role. */
public final class NodeTable {

    private final Handle sql;

    public NodeTable(Handle sql) {
        this.sql = sql;
    }

    /** Announces a node with the code of these tags, for as long as the connection lasts. */
    public void announce(Collection<String> tags) {
        sql.createQuery("select synchrotron.announce_node(:tags)::text")
                .bindArray("tags", String.class, tags)
                .mapTo(String.class)
                .findOne();
    }

    /** {@return one of these tags whose code a live node has; empty if none has any} */
    public Optional<String> announced(Collection<String> tags) {
        return sql.createQuery("""
                        select tag from synchrotron.nodes n, unnest(n.tags) as tag
                        where tag = any (:tags) and synchrotron.is_live(n.id) order by tag limit 1
                        """)
                .bindArray("tags", String.class, tags)
                .mapTo(String.class)
                .findOne();
    }
}
