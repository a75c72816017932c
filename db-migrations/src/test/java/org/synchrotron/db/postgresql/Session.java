package org.synchrotron.db.postgresql;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** A connection with an open transaction, with methods for roles, settings and queries. */
final class Session implements AutoCloseable {

    private final Connection connection;

    Session(DatabaseAddress address) throws SQLException {
        connection = DriverManager.getConnection(address.url(), address.user(), address.password());
        connection.setAutoCommit(false);
    }

    Session asUser(String userId) throws SQLException {
        run("set local role synchrotron_user");
        return set("synchrotron.user_id", userId).open();
    }

    Session asEngine() throws SQLException {
        return run("set local role synchrotron_engine").open();
    }

    Session record(String recordId) throws SQLException {
        return set("synchrotron.record_id", recordId)
                .set("synchrotron.capture_mode", "record")
                .open();
    }

    /** Opens a scope with the settings as they are, as the server does; in a database of an earlier version there are none. */
    Session open() throws SQLException {
        if (value("select to_regprocedure('synchrotron.open_scope(text, boolean)')")
                .equals("null")) {
            return this;
        }
        rows("select synchrotron.open_scope(?)", ScopeKey.of(TestCluster.LOGIN_PASSWORD));
        return this;
    }

    Session set(String setting, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        }
        return this;
    }

    Session run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    /** Returns what the database says while it executes the statement. */
    List<String> notices(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            List<String> notices = new ArrayList<>();
            for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                ServerErrorMessage message = requireNonNull(((PSQLWarning) each).getServerErrorMessage());
                notices.add(message.getMessage() + ". " + message.getHint());
            }
            return notices;
        }
    }

    /** Returns one line per row: its values, separated by spaces. */
    List<String> rows(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(line(rows));
                }
                return lines;
            }
        }
    }

    String value(String sql, String... parameters) throws SQLException {
        return String.join("\n", rows(sql, parameters));
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private static String line(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.add(String.valueOf(rows.getString(i)));
        }
        return String.join(" ", values);
    }
}
