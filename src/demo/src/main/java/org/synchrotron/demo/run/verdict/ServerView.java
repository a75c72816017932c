package org.synchrotron.demo.run.verdict;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.synchrotron.db.postgresql.ScopeKey;
import org.synchrotron.demo.run.setup.PreparedDatabase;

/** Reads the server's database as administrator and as each user. */
final class ServerView implements AutoCloseable {

    private final Connection administrator;
    private final Connection login;
    private final String key;

    ServerView(PreparedDatabase database) throws SQLException {
        administrator = database.administrator().connect();
        login = database.login().connect();
        login.setAutoCommit(false);
        key = ScopeKey.of(database.login().password());
    }

    /** {@return the number of lines of each file} */
    Map<String, Integer> lines() throws SQLException {
        Map<String, Integer> lines = new HashMap<>();
        try (Statement statement = administrator.createStatement();
                ResultSet files = statement.executeQuery("select id, lines from files")) {
            while (files.next()) {
                lines.put(files.getString(1), files.getInt(2));
            }
        }
        return lines;
    }

    /** {@return the row changes of the log that each user may see} */
    SortedMap<String, RowChangeCounts> rowChanges() throws SQLException {
        return RowChangeCounts.ofUsers(administrator);
    }

    /** {@return the rows that row level security shows this user} */
    Rows visibleTo(String user) throws SQLException {
        try (Statement become = login.createStatement();
                PreparedStatement identify = login.prepareStatement(
                        "select set_config('synchrotron.user_id', ?, true), set_config('request.jwt.claim.sub', ?, true), synchrotron.open_scope(?)")) {
            become.execute("set local role synchrotron_user");
            identify.setString(1, user);
            identify.setString(2, user);
            identify.setString(3, key);
            identify.execute();
            return Rows.read(login);
        } finally {
            login.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        try (administrator) {
            login.close();
        }
    }
}
