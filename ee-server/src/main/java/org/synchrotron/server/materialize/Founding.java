package org.synchrotron.server.materialize;

import org.jdbi.v3.core.Handle;
import org.synchrotron.server.access.Grantee;

/** Founds audiences during one run, and so extends its grant. Not thread-safe. */
final class Founding {

    private final Handle sql;
    private Grantee author;

    Founding(Handle sql, Grantee author) {
        this.sql = sql;
        this.author = author;
    }

    /** Founds the run's audience of this kind. */
    void found(String kind) {
        long grant = sql.createQuery("select synchrotron.found_audience(:kind)")
                .bind("kind", kind)
                .mapTo(Long.class)
                .one();
        author = new Grantee(author.caller(), grant);
    }

    /** {@return the author with what was founded} */
    Grantee author() {
        return author;
    }
}
