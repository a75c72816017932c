package org.synchrotron.demo.run.verdict;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.demo.run.surroundings.PreparedDatabase;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.SystemTags;

/**
 * What the server's log says about the run.
 *
 * @param actions records of the authors
 * @param late those of them that came behind a record that the server had already
 * @param rerun how often a record had to be undone and run again to let late ones in before it
 * @param adapted records whose effects differ from what their author first saw
 * @param rejected records that came to nothing
 * @param corrections records by which the server says what late arrivals changed
 */
public record LogFigures(long actions, long late, long rerun, long adapted, long rejected, long corrections) {

    private static final String LOG = """
            select id, _tag, client_id, clock_time_ms, clock_counter, server_ingested_at, outcome
            from synchrotron.action_records
            order by server_ingest_id
            """;

    public static LogFigures of(PreparedDatabase database) throws SQLException {
        Arrivals arrivals = new Arrivals();
        long corrections = 0;
        long adapted = 0;
        long rejected = 0;
        try (Connection connection = database.administrator().connect();
                Statement statement = connection.createStatement();
                ResultSet log = statement.executeQuery(LOG)) {
            while (log.next()) {
                if (log.getString("_tag").equals(SystemTags.CORRECTION)) {
                    corrections++;
                    continue;
                }
                arrivals.add(key(log), log.getString("client_id") + log.getString("server_ingested_at"));
                adapted += log.getString("outcome").equals("adapted") ? 1 : 0;
                rejected += log.getString("outcome").equals("rejected") ? 1 : 0;
            }
        }
        return new LogFigures(arrivals.records(), arrivals.late(), arrivals.rerun(), adapted, rejected, corrections);
    }

    private static ReplayKey key(ResultSet log) throws SQLException {
        return new ReplayKey(
                new HybridTimestamp(log.getLong("clock_time_ms"), log.getLong("clock_counter")),
                new ClientId(log.getString("client_id")),
                new ActionId(log.getString("id")));
    }
}
