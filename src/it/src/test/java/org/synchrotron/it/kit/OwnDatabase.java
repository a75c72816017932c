package org.synchrotron.it.kit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;

/**
 * A migrated database of one test class, of which backups can be made and restored. Until it is closed, {@link ServerDatabase} and {@link
 * CuttableProxy} mean it. Nobody may be connected to it while a backup is made or restored.
 */
public final class OwnDatabase implements AutoCloseable {

    private static final String NAME = "own_database";
    private static final String BACKUP = "backup";

    private final String shared = TestSettings.databaseUrl();

    public OwnDatabase() {
        execute("create database " + NAME);
        TestSettings.database(shared.substring(0, shared.lastIndexOf('/') + 1) + NAME, TestSettings.databasePassword());
        PostgresMigrations migrations = new PostgresMigrations(new DatabaseAddress(
                TestSettings.databaseUrl(), TestPostgres.ADMINISTRATOR, TestSettings.databasePassword()));
        migrations.migrate(List.of("classpath:db/todos"));
        migrations.setLoginPassword(TestSettings.LOGIN_PASSWORD);
    }

    /** Makes the backup, in place of the former one. */
    public void backUp() {
        execute("drop database if exists " + BACKUP);
        execute("create database " + BACKUP + " template " + NAME);
    }

    /** The database becomes what the backup holds. */
    public void restore() {
        execute("drop database " + NAME + " with (force)");
        execute("create database " + NAME + " template " + BACKUP);
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        shared, TestPostgres.ADMINISTRATOR, TestSettings.databasePassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        TestSettings.database(shared, TestSettings.databasePassword());
        execute("drop database " + NAME + " with (force)");
        execute("drop database if exists " + BACKUP);
    }
}
