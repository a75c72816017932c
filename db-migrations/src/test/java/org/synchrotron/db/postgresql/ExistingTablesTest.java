package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The template for tables that an application has already")
class ExistingTablesTest {

    private static final String EXISTING = """
            create table employees (user_id text primary key, region text not null, manager boolean not null);
            create table customers (id text primary key, region text not null, confidential boolean not null, name text);
            insert into employees values ('mia', 'north', true), ('ned', 'north', false), ('sue', 'south', false);
            insert into customers values ('c1', 'north', false, 'Ox'), ('c2', 'north', true, 'Fox'), ('c3', 'south', false, 'Cow');
            """;

    private static final String ROWS = "select id from customers order by id";

    @TempDir
    Path folder;

    private final String database = TestCluster.emptyDatabase();

    @BeforeEach
    void migrate() throws IOException {
        Files.writeString(folder.resolve("V1__customers.sql"), EXISTING);
        String template = "V2__synchronize.sql";
        try (InputStream in = PostgresMigrations.class.getResourceAsStream("template_existing/" + template)) {
            Files.copy(in, folder.resolve(template));
        }
        PostgresMigrations migrations = new PostgresMigrations(TestCluster.administrator(database));
        migrations.migrate(List.of("filesystem:" + folder));
        migrations.setLoginPassword(TestCluster.LOGIN_PASSWORD);
    }

    @AfterEach
    void drop() {
        TestCluster.drop(database);
    }

    private Session login() throws SQLException {
        return new Session(
                new DatabaseAddress(TestCluster.url(database), "synchrotron_login", TestCluster.LOGIN_PASSWORD));
    }

    private List<String> seenBy(String user, String role, String query) throws SQLException {
        try (Session session = login()) {
            return session.run("set local role " + role)
                    .set("synchrotron.user_id", user)
                    .open()
                    .rows(query);
        }
    }

    @Test
    void givesEachUserTheRowsOfTheirAudiences() throws SQLException {
        assertThat(seenBy("mia", "synchrotron_user", ROWS)).containsExactly("c1", "c2");
        assertThat(seenBy("ned", "synchrotron_user", ROWS)).containsExactly("c1");
        assertThat(seenBy("sue", "synchrotron_user", ROWS)).containsExactly("c3");
        assertThat(seenBy("eve", "synchrotron_user", ROWS)).isEmpty();
        assertThat(seenBy(
                        "ned",
                        "synchrotron_user",
                        "select row_id from synchrotron.action_modified_rows order by row_id"))
                .as("in the log, too")
                .containsExactly("c1");
    }

    @Test
    void givesARoleFewerRights() throws SQLException {
        assertThat(seenBy("mia", "crm_guest", ROWS)).containsExactly("c1");
        assertThat(seenBy("mia", "crm_guest", "select row_id from synchrotron.action_modified_rows"))
                .containsExactly("c1");
    }

    @Test
    void isSafe() throws SQLException {
        try (Session session = login()) {
            assertThat(session.asEngine()
                            .rows("select * from synchrotron.unsafe(array['synchrotron_user', 'crm_guest'])"))
                    .isEmpty();
        }
    }
}
