package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;

/**
 * A database of an administrator who is no superuser, in a cluster of its own, to be dumped and restored as the page for operators says. Needs the
 * programs of an installed PostgreSQL, since the embedded one has none for dumps.
 */
public final class DumpedPostgres implements AutoCloseable {

    private static final String DATABASE = "todos";
    private static final String ADMINISTRATOR = "todos_admin";
    private static final String ADMINISTRATORS_PASSWORD = "admin-password";
    private static final String LOGIN_FOR_DUMPS = "todos_backup";

    private final PostgresPrograms programs;
    private final Path directory;
    private final PostgresCluster cluster;

    private DumpedPostgres(PostgresPrograms programs, Path directory, String name) {
        this.programs = programs;
        this.directory = directory;
        this.cluster = PostgresCluster.initialize(programs, directory.resolve(name), ServerProcess.freePort())
                .start();
        cluster.execute(
                "create role " + ADMINISTRATOR + " login createrole password '" + ADMINISTRATORS_PASSWORD + "'");
    }

    /** {@return a migrated database; empty where no programs for dumps are installed} */
    public static Optional<DumpedPostgres> migrated() {
        return PostgresPrograms.installed().map(programs -> {
            DumpedPostgres database = new DumpedPostgres(programs, newDirectory(), "original");
            database.create();
            database.migrate();
            return database;
        });
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory(TestSettings.temporaryDirectory(), "dumps");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() {
        cluster.execute(OperationsPage.step("create database"));
    }

    /** Runs the migration command. */
    public void migrate() {
        PostgresMigrations migrations = new PostgresMigrations(
                new DatabaseAddress(cluster.url(DATABASE), ADMINISTRATOR, ADMINISTRATORS_PASSWORD));
        migrations.migrate(List.of("classpath:db/todos"));
        migrations.setLoginPassword(TestSettings.LOGIN_PASSWORD);
    }

    /** {@return a connection of the administrator} */
    public Handle administrator() {
        return open(ADMINISTRATOR, ADMINISTRATORS_PASSWORD);
    }

    private Handle open(String user, String password) {
        try {
            return Jdbi.open(DriverManager.getConnection(cluster.url(DATABASE), user, password));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The administrator makes a login for dumps. */
    public void allowDumps() {
        try (Handle administrator = administrator()) {
            administrator.execute(OperationsPage.step("create role " + LOGIN_FOR_DUMPS));
            administrator.execute(OperationsPage.step("grant synchrotron_backup to"));
        }
    }

    /** Dumps the database. */
    public void dump() {
        run(OperationsPage.step("pg_dump --"), "backup-password");
    }

    /** Tries to dump the database without one of the options. */
    public void dumpWithout(String option) {
        run(OperationsPage.step("pg_dump --").replace(option, ""), "backup-password");
    }

    private void run(String command, String password) {
        programs.run(
                directory.resolve("programs.log"),
                Map.of("PGPASSWORD", password),
                List.of(command.replace("localhost:5432", "127.0.0.1:" + cluster.port())
                        .split(" +", -1)));
    }

    /** {@return the dump as a database in another cluster, where there was none of its roles} */
    public DumpedPostgres restoredElsewhere() {
        DumpedPostgres other = new DumpedPostgres(programs, directory, "other");
        other.create();
        try (Handle administrator = other.administrator()) {
            administrator
                    .createScript(OperationsPage.step("create role synchrotron_engine"))
                    .execute();
        }
        other.run(OperationsPage.step("pg_restore"), ADMINISTRATORS_PASSWORD);
        other.migrate();
        return other;
    }

    /** {@return all rows by table, as a superuser sees them, but those with numbers that PostgreSQL gives tables} */
    public Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        try (Handle sql = open(TestPostgres.ADMINISTRATOR, TestSettings.databasePassword())) {
            List<String> tables = sql.createQuery("""
                            select c.oid::regclass::text from pg_class c
                            where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'synchrotron') and c.relname <> 'tracked_tables'
                            """).mapTo(String.class).list();
            tables.forEach(table -> contents.put(table, copied(table, sql.getConnection())));
        }
        return contents;
    }

    private static String copied(String table, Connection connection) {
        StringWriter rows = new StringWriter();
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(table, e);
        }
        return rows.toString();
    }

    /** {@return what lets users pass row level security, as a server asks at its start} */
    public List<String> unsafe() {
        try (Handle sql = administrator()) {
            return sql.createQuery("select synchrotron.unsafe(array['synchrotron_user'])")
                    .mapTo(String.class)
                    .list();
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
