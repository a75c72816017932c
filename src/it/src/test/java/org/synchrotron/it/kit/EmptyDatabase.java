package org.synchrotron.it.kit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of one test, which nobody has migrated. Until it is closed, {@link ServerDatabase} and new servers mean it. */
public final class EmptyDatabase implements AutoCloseable {

    private final String shared = TestSettings.databaseUrl();
    private final String name;

    public EmptyDatabase(String name) {
        this.name = name;
        execute("create database " + name);
        TestSettings.database(url(), TestSettings.databasePassword());
    }

    public String url() {
        return shared.substring(0, shared.lastIndexOf('/') + 1) + name;
    }

    public String administrator() {
        return TestPostgres.ADMINISTRATOR;
    }

    public String password() {
        return TestSettings.databasePassword();
    }

    public String loginPassword() {
        return TestSettings.LOGIN_PASSWORD;
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(shared, administrator(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        TestSettings.database(shared, password());
        execute("drop database " + name + " with (force)");
    }
}
