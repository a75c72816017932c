package org.synchrotron.bench.run.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.demo.run.setup.Database;

/** A connection of a database's administrator, who sees all rows. Each statement commits. Not thread-safe. */
public final class Admin implements AutoCloseable {

    private final Connection connection;

    private Admin(Connection connection) {
        this.connection = connection;
    }

    /** {@return a new connection to this database} */
    public static Admin of(Database database) {
        try {
            return new Admin(database.connect());
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to " + database, e);
        }
    }

    /** Executes one statement. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** {@return the rows of a query with one column, as text} */
    public List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** {@return the rows of a query, whose values are not null, as text} */
    public List<List<String>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** {@return the only value of a query} */
    public long number(String sql) {
        return Long.parseLong(texts(sql).get(0));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close a connection", e);
        }
    }
}
