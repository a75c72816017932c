package org.synchrotron.demo.run.setup;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.MigrationFailed;
import org.synchrotron.db.postgresql.PostgresMigrations;
import org.synchrotron.demo.run.input.BadInput;

/**
 * A database with the sync schema, the application's tables and the memberships of all users.
 *
 * @param administrator the address with the administrator, who sees all rows
 * @param login the address with the role of the application server's connections
 */
public record PreparedDatabase(Database administrator, Database login) {

    private static final String LOGIN_ROLE = "synchrotron_login";
    private static final List<String> APPLICATION = List.of("classpath:db/history");

    /**
     * {@return the address with the role of the application server's connections, which may not exist yet}
     *
     * @param password the password that the role gets
     */
    static Database login(Database administrator, String password) {
        return administrator.as(LOGIN_ROLE, password);
    }

    /**
     * Migrates an empty database and inserts the memberships.
     *
     * @param memberships the audiences of each user
     */
    public static PreparedDatabase of(Database administrator, Database login, Map<String, Set<String>> memberships) {
        try {
            PostgresMigrations migrations = new PostgresMigrations(
                    new DatabaseAddress(administrator.url(), administrator.user(), administrator.password()));
            migrations.migrate(APPLICATION);
            migrations.setLoginPassword(login.password());
            fill(administrator, memberships);
        } catch (MigrationFailed e) {
            throw new BadInput(requireNonNull(e.getMessage()), e);
        } catch (SQLException e) {
            throw new BadInput("The memberships cannot be written to " + administrator + ": " + e.getMessage(), e);
        }
        return new PreparedDatabase(administrator, login);
    }

    private static void fill(Database database, Map<String, Set<String>> memberships) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into memberships (user_id, audience_key) values (?, ?)")) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, Set<String>> user : memberships.entrySet()) {
                for (String audience : user.getValue()) {
                    insert.setString(1, user.getKey());
                    insert.setString(2, audience);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
