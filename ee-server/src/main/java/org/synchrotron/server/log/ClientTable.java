package org.synchrotron.server.log;

import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/** The table {@code synchrotron.clients}. The transaction must be in the engine's scope. */
public final class ClientTable {

    private final Handle sql;

    public ClientTable(Handle sql) {
        this.sql = sql;
    }

    /**
     * {@return the number of this welcome; empty if the client id belongs to another user or file} The file says the number of
     * its latest welcome, or, if it did not receive that, the one that it said before. A file that says another one is a copy, or its copy has said
     * hello. One that says a higher one knows more than this database: it was restored, or lost a number in a crash, since the
     * commit of this transaction does not wait for the disk.
     *
     * @param confirmed the number of the last welcome that the file received; 0 for none
     * @param received the ingest id up to which the file holds the log
     */
    public OptionalLong welcome(ClientId client, UserId user, long confirmed, long received) {
        return sql.createQuery("""
                        insert into synchrotron.clients as c (client_id, user_id, welcomes, confirmed, received, last_seen)
                        select :client, :user, :confirmed + 1, :confirmed, :received, now()
                        from set_config('synchronous_commit', 'off', true)
                        on conflict (client_id) do update
                        set welcomes = greatest(c.welcomes, excluded.confirmed) + 1, confirmed = excluded.confirmed,
                            received = excluded.received, last_seen = excluded.last_seen
                        where c.user_id = excluded.user_id
                          and (excluded.confirmed = c.confirmed or excluded.confirmed >= c.welcomes)
                        returning welcomes
                        """)
                .bind("client", client.value())
                .bind("user", user.value())
                .bind("confirmed", confirmed)
                .bind("received", received)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** {@return how many clients lack removed records, as far as they said: they will get all rows} */
    public long belowFloor() {
        return sql.createQuery(
                        "select count(*) from synchrotron.clients c join synchrotron.floor f on c.received < f.rows_before")
                .mapTo(Long.class)
                .one();
    }
}
