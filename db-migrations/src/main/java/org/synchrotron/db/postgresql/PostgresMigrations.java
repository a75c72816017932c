package org.synchrotron.db.postgresql;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Brings a PostgreSQL database up to date: first the sync schema, then the application's own migrations, then the tracking of
 * tables that these altered and the triggers of tables that define audiences, then the password of {@code synchrotron_login}. It may run again and again. It runs as a
 * superuser, or as a role with CREATEROLE that owns the database; always as the same one.
 */
public final class PostgresMigrations {

    private static final String SCHEMA = "synchrotron";
    private static final String LOGIN = "synchrotron_login";
    private static final int OLDEST_VERSION = 15;
    private static final String SCHEMA_LOCATION = "classpath:org/synchrotron/db/postgresql/migration";

    private final DatabaseAddress address;

    /**
     * A runner for one database.
     *
     * @param address the database and its administrator
     */
    public PostgresMigrations(DatabaseAddress address) {
        this.address = address;
    }

    /**
     * Migrates from the command line or the environment; exits with 1 and a message if that fails.
     *
     * @param arguments options and locations; {@code --help} prints them
     */
    public static void main(String... arguments) {
        int status = run(List.of(arguments), System.getenv(), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** {@return the status with which the command ends: 0 if the database is up to date, or if only help was asked for} */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains(MigrationOptions.HELP)) {
            out.print(MigrationOptions.USAGE);
            return 0;
        }
        try {
            MigrationOptions options = MigrationOptions.of(arguments, environment);
            PostgresMigrations migrations = new PostgresMigrations(options.address());
            migrations.migrate(options.locations());
            if (!options.loginPassword().isEmpty()) {
                migrations.setLoginPassword(options.loginPassword());
            }
            out.println("Up to date: " + options.address());
            return 0;
        } catch (MigrationFailed failure) {
            err.println(failure.getMessage());
            return 1;
        }
    }

    /**
     * Brings the sync schema and the application's tables up to date.
     *
     * @param applicationLocations where the application's migrations are ({@code classpath:db/todos}, {@code filesystem:…});
     *     empty for none
     */
    public void migrate(List<String> applicationLocations) {
        checkServer();
        try {
            syncSchema().load().migrate();
            if (!applicationLocations.isEmpty()) {
                Flyway application = application(applicationLocations).load();
                application.migrate();
                noteVersion(application.info().current());
            }
        } catch (FlywayException failure) {
            throw FailureSentence.of(address, failure);
        }
        refreshTriggers();
    }

    /**
     * Gives the role that servers connect with its password, and the database the digest of the {@link ScopeKey} that servers derive from it.
     * Only hashes travel.
     *
     * @param password the new password
     */
    public void setLoginPassword(String password) {
        try (Connection connection = connect();
                PreparedStatement key = connection.prepareStatement("update synchrotron.scope_key set digest = ?")) {
            connection.unwrap(PGConnection.class).alterUserPassword(LOGIN, password.toCharArray(), "scram-sha-256");
            key.setBytes(1, ScopeKey.digest(ScopeKey.of(password)));
            key.executeUpdate();
        } catch (SQLException failure) {
            throw FailureSentence.of(address, failure);
        }
    }

    FluentConfiguration syncSchema() {
        return flyway().locations(SCHEMA_LOCATION)
                .schemas(SCHEMA)
                .table("schema_history")
                .placeholderReplacement(false);
    }

    /** A database that held tables before it met Flyway is taken as it is. */
    private FluentConfiguration application(List<String> locations) {
        return flyway().locations(locations.toArray(String[]::new))
                .table("application_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    private FluentConfiguration flyway() {
        return Flyway.configure(PostgresMigrations.class.getClassLoader())
                .dataSource(address.url(), address.user(), address.password())
                .failOnMissingLocations(true);
    }

    private void checkServer() {
        try (Connection connection = connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_VERSION) {
                throw new MigrationFailed("Cannot migrate " + address + ": it is PostgreSQL " + version + ", needed is "
                        + OLDEST_VERSION + " or newer.");
            }
        } catch (SQLException failure) {
            throw FailureSentence.of(address, failure);
        }
    }

    /** The version is for people; a repeatable migration has none. */
    private void noteVersion(@Nullable MigrationInfo latest) {
        if (latest == null || latest.getVersion() == null) {
            return;
        }
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("update synchrotron.application_schema set version = ?")) {
            statement.setString(1, latest.getVersion().getVersion());
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw FailureSentence.of(address, failure);
        }
    }

    private void refreshTriggers() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select synchrotron.refresh_tracking()");
            statement.execute("select synchrotron.watch_memberships()");
        } catch (SQLException failure) {
            throw FailureSentence.of(address, failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
