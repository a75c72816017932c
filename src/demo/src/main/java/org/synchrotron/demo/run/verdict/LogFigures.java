package org.synchrotron.demo.run.verdict;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.demo.run.setup.PreparedDatabase;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.SystemTags;

/**
 * The figures of a run, from the server's log.
 *
 * @param actions the number of the authors' records
 * @param late how many of them arrived after a record that is later in replay order
 * @param rerun how often a record was undone and run again because of a late arrival
 * @param adapted the number of records whose effects differ from those that their author first saw
 * @param rejected the number of records without effects
 * @param corrections the number of the server's corrections after late arrivals
 */
public record LogFigures(long actions, long late, long rerun, long adapted, long rejected, long corrections) {

    private static final String LOG = """
            select id, _tag, client_id, clock_time_ms, clock_counter, server_ingested_at, outcome
            from synchrotron.action_records
            order by server_ingest_id
            """;

    public static LogFigures of(PreparedDatabase database) throws SQLException {
        ArrivalOrder arrivals = new ArrivalOrder();
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
