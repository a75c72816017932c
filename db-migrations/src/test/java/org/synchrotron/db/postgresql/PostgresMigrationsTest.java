package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresMigrationsTest {

    private static final String TABLE = """
            create table todos (id text primary key, audience_key text not null);
            select synchrotron.track('todos');
            """;

    private final String database = TestCluster.emptyDatabase();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        TestCluster.drop(database);
    }

    @Test
    void runsTwiceInARow() throws SQLException, IOException {
        Files.writeString(folder.resolve("V1__todos.sql"), TABLE);
        migrate();
        migrate();
        assertThat(rows("select table_name from synchrotron.tracked_tables")).containsExactly("todos");
        assertThat(rows("select version from application_schema_history where type = 'SQL'"))
                .containsExactly("1");
    }

    @Test
    void aSuperuserMayRunItToo() throws SQLException, IOException {
        Files.writeString(folder.resolve("V1__todos.sql"), TABLE);
        new PostgresMigrations(TestCluster.superuser(database)).migrate(List.of("filesystem:" + folder));
        try (Session session = new Session(TestCluster.superuser(database))) {
            assertThat(session.value("select synchrotron.head()")).isEqualTo("0");
        }
    }

    @Test
    void theTemplateIsAWorkingApplication() throws SQLException {
        new PostgresMigrations(TestCluster.administrator(database))
                .migrate(List.of("classpath:org/synchrotron/db/postgresql/template"));
        assertThat(rows("select table_name from synchrotron.tracked_tables")).containsExactly("todos");
        assertThat(rows("select * from synchrotron.user_audiences")).isEmpty();
    }

    @Test
    void aTableThatALaterMigrationAltersIsTrackedAgain() throws SQLException, IOException {
        Files.writeString(folder.resolve("V1__todos.sql"), TABLE);
        migrate();
        Files.writeString(folder.resolve("V2__more.sql"), "alter table todos add column n int;");
        migrate();
        assertThat(rows("select column_names from synchrotron.tracked_tables")).containsExactly("{id,n}");
    }

    @Test
    void theVersionOfTheLatestMigrationAndTheTypesOfColumnsAreNoted() throws SQLException, IOException {
        migrate();
        assertThat(rows("select version from synchrotron.application_schema")).containsExactly("0");
        Files.writeString(folder.resolve("V1.2__todos.sql"), """
                create table todos (id uuid primary key, audience_key text not null, n numeric, at timestamptz);
                select synchrotron.track('todos');
                """);
        migrate();
        assertThat(rows("select version from synchrotron.application_schema")).containsExactly("1.2");
        assertThat(rows("select column_names, column_numbers, column_types from synchrotron.tracked_tables"))
                .containsExactly("{id,n,at} {1,3,4} {uuid,decimal,timestamp}");
    }

    @Test
    void aDatabaseThatHeldTablesBeforeIsTakenAsItIs() throws SQLException, IOException {
        try (Session session = new Session(TestCluster.administrator(database))) {
            session.run("create table older (n int)").commit();
        }
        Files.writeString(folder.resolve("V1__todos.sql"), TABLE);
        migrate();
        assertThat(rows("select table_name from synchrotron.tracked_tables")).containsExactly("todos");
    }

    @Test
    void theLoginPasswordIsSetAndChecked() throws SQLException {
        PostgresMigrations migrations = new PostgresMigrations(TestCluster.administrator(database));
        migrations.migrate(List.of());
        migrations.setLoginPassword(TestCluster.LOGIN_PASSWORD);
        DatabaseAddress right =
                new DatabaseAddress(TestCluster.url(database), "synchrotron_login", TestCluster.LOGIN_PASSWORD);
        try (Session session = new Session(right)) {
            assertThat(session.value("select current_user")).isEqualTo("synchrotron_login");
        }
        assertThatThrownBy(() -> new Session(new DatabaseAddress(right.url(), right.user(), "wrong")))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aFailedMigrationSaysFileLineAndReasonAndLeavesNothing() throws SQLException, IOException {
        Files.writeString(
                folder.resolve("V1__todos.sql"), "create table fine (n int);\n\n" + TABLE + "create tabel x;\n");
        assertThatThrownBy(this::migrate)
                .isInstanceOf(MigrationFailed.class)
                .hasMessageContaining("V1__todos.sql")
                .hasMessageContaining("line 5")
                .hasMessageContaining("syntax error at or near \"tabel\"");
        assertThat(rows("select to_regclass('fine'), to_regclass('todos')")).containsExactly("null null");
    }

    @Test
    void aTableThatCannotBeTrackedStopsTheMigrationWithTheReason() throws IOException {
        Files.writeString(
                folder.resolve("V1__todos.sql"),
                "create table t (id text primary key);\nselect synchrotron.track('t');\n");
        assertThatThrownBy(this::migrate)
                .hasMessageContaining("V1__todos.sql")
                .hasMessageContaining("line 2")
                .hasMessageContaining("column audience_key is missing")
                .hasMessageContaining("SY005");
    }

    @Test
    void missingFoldersAreNamed() {
        PostgresMigrations migrations = new PostgresMigrations(TestCluster.administrator(database));
        assertThatThrownBy(() -> migrations.migrate(List.of("classpath:db/nowhere")))
                .isInstanceOf(MigrationFailed.class)
                .hasMessageContaining("db/nowhere");
    }

    @Test
    void whatKeepsFromConnectingIsSaid() throws IOException {
        String url = TestCluster.url(database);
        assertFails(new DatabaseAddress(url, TestCluster.ADMINISTRATOR, "wrong"), "refuses this user or password");
        assertFails(new DatabaseAddress(url, "nobody", "x"), "refuses this user or password");
        assertFails(
                new DatabaseAddress(
                        TestCluster.url("nowhere"), TestCluster.ADMINISTRATOR, TestCluster.ADMINISTRATOR_PASSWORD),
                "the database does not exist");
        assertFails(
                new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + freePort() + "/x", "x", "x"),
                "no PostgreSQL answers");
        assertThatThrownBy(() -> new DatabaseAddress("jdbc:mysql://h/d", "x", "x"))
                .hasMessageContaining("Wrong database URL");
    }

    @Test
    void aRoleWithTooManyRightsIsRefused() {
        TestCluster.run("alter role synchrotron_user bypassrls");
        try {
            PostgresMigrations migrations = new PostgresMigrations(TestCluster.administrator(database));
            assertThatThrownBy(() -> migrations.migrate(List.of()))
                    .hasMessageContaining("synchrotron_user")
                    .hasMessageContaining("V001__roles.sql")
                    .hasMessageContaining("SY009");
        } finally {
            TestCluster.run("alter role synchrotron_user nobypassrls");
        }
    }

    @Test
    void optionsComeFromTheCommandLineOrTheEnvironment() {
        Map<String, String> environment = Map.of(
                "SYNCHROTRON_DB_URL",
                "jdbc:postgresql://h/d",
                "SYNCHROTRON_DB_USER",
                "u",
                "SYNCHROTRON_DB_PASSWORD",
                "p");
        MigrationOptions options = MigrationOptions.of(List.of("--user=other", "classpath:db/todos"), environment);
        assertThat(options.address()).isEqualTo(new DatabaseAddress("jdbc:postgresql://h/d", "other", "p"));
        assertThat(options.locations()).containsExactly("classpath:db/todos");
        assertThatThrownBy(() -> MigrationOptions.of(List.of(), Map.of()))
                .hasMessageContaining("--url or SYNCHROTRON_DB_URL is missing");
        assertThatThrownBy(() -> MigrationOptions.of(List.of("--sure"), environment))
                .hasMessageContaining("Unknown option '--sure'");
    }

    @Test
    void anOptionTakesItsValueAfterASpaceOrAnEqualsSign() {
        MigrationOptions spaced =
                options("--url jdbc:postgresql://h/d --user u --password p=1 --login-password l db/a db/b");
        assertThat(spaced.address()).isEqualTo(new DatabaseAddress("jdbc:postgresql://h/d", "u", "p=1"));
        assertThat(spaced.loginPassword()).isEqualTo("l");
        assertThat(spaced.locations()).containsExactly("db/a", "db/b");
        assertThat(options("--url=jdbc:postgresql://h/d --user u db/a --password=--p=1"))
                .isEqualTo(new MigrationOptions(
                        new DatabaseAddress("jdbc:postgresql://h/d", "u", "--p=1"), "", List.of("db/a")));
    }

    @Test
    void whatIsWrongWithTheCommandIsSaidInASentenceAndEndsWithStatusOne() {
        String known = "Known are --url, --user, --password, --login-password and --help.";
        assertThat(command("--sure")).isEqualTo("1 Unknown option '--sure'. " + known + "\n");
        assertThat(command("-url=jdbc:postgresql://h/d")).isEqualTo("1 Unknown option '-url'. " + known + "\n");
        assertThat(command("--url", "--user", "u")).startsWith("1 --url needs a value: '--url X'");
        assertThat(command("--user")).startsWith("1 --user needs a value");
        assertThat(command("--url", "jdbc:postgresql://h/d")).startsWith("1 --user or SYNCHROTRON_DB_USER is missing.");
    }

    @Test
    void helpNamesAllOptionsAndVariables() {
        assertThat(command("--url", "x", "--help"))
                .startsWith("0 Usage:")
                .contains("--url", "--user", "--password", "--login-password", "location", "classpath:", "filesystem:")
                .contains("SYNCHROTRON_DB_URL", "SYNCHROTRON_DB_USER", "SYNCHROTRON_DB_PASSWORD")
                .contains("SYNCHROTRON_LOGIN_PASSWORD");
    }

    @Test
    void theCommandMigratesAndSaysSo() throws SQLException, IOException {
        Files.writeString(folder.resolve("V1__todos.sql"), TABLE);
        DatabaseAddress address = TestCluster.administrator(database);
        String[] arguments = {
            "--url",
            address.url(),
            "--user",
            address.user(),
            "--password",
            address.password(),
            "--login-password",
            TestCluster.LOGIN_PASSWORD,
            "filesystem:" + folder
        };
        assertThat(command(arguments)).isEqualTo("0 Up to date: " + address + "\n");
        assertThat(rows("select table_name from synchrotron.tracked_tables")).containsExactly("todos");
    }

    private static MigrationOptions options(String line) {
        return MigrationOptions.of(List.of(line.split(" ")), Map.of());
    }

    /** {@return the status and what is printed, errors in the same place as the rest} */
    private static String command(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int status = PostgresMigrations.run(List.of(arguments), Map.of(), stream, stream);
        return status + " " + printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private void migrate() {
        new PostgresMigrations(TestCluster.administrator(database)).migrate(List.of("filesystem:" + folder));
    }

    private List<String> rows(String sql) throws SQLException {
        try (Session session = new Session(TestCluster.administrator(database))) {
            return session.rows(sql);
        }
    }

    private static void assertFails(DatabaseAddress address, String reason) {
        assertThatThrownBy(() -> new PostgresMigrations(address).migrate(List.of()))
                .isInstanceOf(MigrationFailed.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(address.url());
    }
}
