package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
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
