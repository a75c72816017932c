package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/** Reads the outcomes of a user's own records, also of removed ones, in the user's role. As thread-safe as its handle. */
public final class OwnOutcomes {

    private static final int FETCHED = 500;

    private static final String OF_USER = """
            select r.id, r.outcome, r.outcome_code, r.outcome_message from synchrotron.action_records r
            where r.user_id = :user and r.server_ingest_id <= :up_to
            """;

    private static final String REMOVED = """
            select r.id, r.outcome, r.outcome_code, r.outcome_message from synchrotron.removed_records r
            where r.user_id = :user and r.told_at <= :up_to
            """;

    private static final String OF_CLIENT = "and r.client_id = :client ";

    private static final String SET = OF_USER + "and r.server_ingest_id > :after";

    private static final String SET_AND_REMOVED = REMOVED + "and r.told_at > :after";

    private static final String TURNED = OF_USER + """
            and r.server_ingest_id <= :after and r.id in (
                select c.record_id from synchrotron.outcome_changes c
                join synchrotron.action_records n on n.id = c.correction_id
                where c.user_id = :user and n.server_ingest_id > :after and n.server_ingest_id <= :up_to)
            """;

    private final Handle sql;

    public OwnOutcomes(Handle sql) {
        this.sql = sql;
    }

    /** Passes in the outcomes of the user's records that were set or turned after one ingest id, up to another one. */
    public void changed(UserId user, long after, long upTo, BiConsumer<ActionId, Outcome> each) {
        pass(query(SET, user, upTo).bind("after", after), each);
        pass(query(TURNED, user, upTo).bind("after", after), each);
        pass(query(SET_AND_REMOVED, user, upTo).bind("after", after), each);
    }

    /** Passes in the outcomes of all records, up to an ingest id, that the user executed on this client. */
    public void all(UserId user, ClientId client, long upTo, BiConsumer<ActionId, Outcome> each) {
        pass(query(OF_USER + OF_CLIENT, user, upTo).bind("client", client.value()), each);
        pass(query(REMOVED + OF_CLIENT, user, upTo).bind("client", client.value()), each);
    }

    /** Passes in the outcomes of all records of the user, up to an ingest id. */
    public void all(UserId user, long upTo, BiConsumer<ActionId, Outcome> each) {
        pass(query(OF_USER, user, upTo), each);
        pass(query(REMOVED, user, upTo), each);
    }

    private Query query(String text, UserId user, long upTo) {
        return sql.createQuery(text).bind("user", user.value()).bind("up_to", upTo);
    }

    private static void pass(Query query, BiConsumer<ActionId, Outcome> each) {
        query.setFetchSize(FETCHED)
                .map((row, context) -> read(row))
                .forEach(found -> each.accept(found.getKey(), found.getValue()));
    }

    private static Map.Entry<ActionId, Outcome> read(ResultSet row) throws SQLException {
        return Map.entry(
                new ActionId(row.getString("id")),
                Outcome.of(row.getString("outcome"), row.getString("outcome_code"), row.getString("outcome_message")));
    }
}
