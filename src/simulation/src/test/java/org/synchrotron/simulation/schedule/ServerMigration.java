package org.synchrotron.simulation.schedule;

import java.util.Locale;
import org.synchrotron.simulation.actions.Sweep;

/** What a migration of the application writes on the server, in the rows of all audiences. */
public enum ServerMigration {
    /** Fills a column where it is empty. */
    FILL("update items set tag = 'filled' where coalesce(tag, '') = ''"),
    /** Changes a column that the application's trigger counts up. */
    COUNT("update accounts set moves = moves + 100"),
    /** Deletes rows. */
    PURGE("delete from items where x > " + Sweep.LIMIT),
    /** Inserts rows that actions may insert, too. */
    DOUBLE("insert into items (id, audience_key, x, t, tag) select id || '" + Sweep.SECOND
            + "', audience_key, 3, '', '' from items where length(id) <= 3 on conflict do nothing");

    private final String sql;

    ServerMigration(String sql) {
        this.sql = sql;
    }

    /** {@return the statement} */
    public String sql() {
        return sql;
    }

    /** {@return the word for it in a schedule} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ServerMigration of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
