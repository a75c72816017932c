package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** A login that the administrator has made reads the whole database, as {@code pg_dump --enable-row-security} does: by COPY. */
@DisplayName("A backup")
class BackupTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String LOGIN = "keeper";
    private static final String PASSWORD = "keeper's secret";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.define(
                "create role " + LOGIN + " login password '" + PASSWORD.replace("'", "''") + "'",
                "grant synchrotron_backup to " + LOGIN);
        database.table("todos", ", text text");
        database.act("ann", A, "insert into todos values ('1', 'a', 'x'), ('2', 'shared', 'x')");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
        TestCluster.run("drop role " + LOGIN);
    }

    @Test
    void holdsAllRowsOfAllTables() throws Exception {
        database.define(
                "create policy mine on todos as restrictive to synchrotron_user using (audience_key <> 'shared')",
                "create schema elsewhere",
                "create table elsewhere.later (id bigint generated always as identity primary key, audience_key text not null)",
                "insert into elsewhere.later (audience_key) values ('a')",
                "create table plain (secret text)",
                "insert into plain values ('s')",
                "alter table plain enable row level security, force row level security",
                "create policy nobody on plain to synchrotron_engine using (true)",
                "select synchrotron.refresh_tracking()");

        List<String> tables = tables();
        assertThat(tables)
                .contains("todos", "plain", "elsewhere.later", "synchrotron.action_records", "synchrotron.scope_key");
        for (String table : tables) {
            assertThat(copied(table, keeper())).as(table).isEqualTo(copied(table, administratorOfAll()));
        }
        try (Session session = new Session(keeper())) {
            assertThat(session.value("select last_value from elsewhere.later_id_seq"))
                    .isEqualTo("1");
        }
    }

    @Test
    void holdsWhatWasTrackedSinceTheLastMigration() throws Exception {
        database.table("more", "");
        database.act("ann", A, "insert into more values ('1', 'a')");
        assertThat(copied("more", keeper())).isEqualTo("1\ta\n");
    }

    @Test
    void isRefusedWhileRowLevelSecurityWouldLeaveOutRows() throws Exception {
        database.define(
                "create table plain (secret text)",
                "alter table plain enable row level security",
                "select synchrotron.refresh_tracking()");
        dump();

        database.define("create policy nothing on plain as restrictive using (secret <> 's')");
        assertThatThrownBy(this::dump)
                .hasMessageContaining("a backup would lack rows of table public.plain: its policy nothing hides them")
                .hasMessageContaining("alter policy nothing on public.plain to synchrotron_user;");
        database.define("alter policy nothing on plain to synchrotron_user");
        dump();

        database.define("drop policy synchrotron_backup on plain");
        assertThatThrownBy(this::dump)
                .hasMessageContaining("table public.plain: no policy shows them")
                .hasMessageContaining("select synchrotron.refresh_tracking();");
    }

    @Test
    void writesNothing() throws Exception {
        for (String sql : List.of(
                "insert into todos values ('3', 'a', 'x')",
                "delete from todos",
                "update synchrotron.server_identity set epoch = gen_random_uuid()",
                "delete from synchrotron.action_records",
                "select synchrotron.withdraw('" + A + "', 'no')",
                "select setval('synchrotron.scope_runs', 1)",
                "select last_value from synchrotron.scope_secret")) {
            try (Session session = new Session(keeper())) {
                assertThatThrownBy(() -> session.run(sql)).as(sql).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void isNothingForAnUntrackedTable() throws Exception {
        database.define("select synchrotron.untrack('todos')");
        try (Session session = database.administrator()) {
            assertThat(session.rows("select polname from pg_policy where polrelid = 'todos'::regclass"))
                    .isEmpty();
            assertThat(session.value("select relrowsecurity from pg_class where oid = 'todos'::regclass"))
                    .isEqualTo("f");
        }
        assertThat(copied("todos", keeper())).hasSameSizeAs("1\ta\tx\n2\tshared\tx\n");
    }

    @ParameterizedTest
    @CsvSource({"synchrotron_user", "synchrotron_login", "synchrotron_engine"})
    void isNotForARoleOfTheServer(String role) throws SQLException {
        TestCluster.run("grant synchrotron_backup to " + role);
        try (Session session = database.login()) {
            session.asEngine();
            assertThat(session.rows("select * from synchrotron.unsafe(array['synchrotron_user'])"))
                    .contains("the role " + role + " may act as synchrotron_backup, which reads all rows."
                            + " revoke synchrotron_backup from " + role + ";");
        } finally {
            TestCluster.run("revoke synchrotron_backup from " + role);
        }
    }

    private DatabaseAddress keeper() {
        return new DatabaseAddress(administratorOfAll().url(), LOGIN, PASSWORD);
    }

    private DatabaseAddress administratorOfAll() {
        return TestCluster.superuser(database.name());
    }

    private List<String> tables() throws SQLException {
        try (Session session = new Session(administratorOfAll())) {
            return session.rows("""
                    select c.oid::regclass from pg_class c
                    where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
                    """);
        }
    }

    /** Copies a part of the database. */
    private void dump() throws Exception {
        copied("synchrotron.cursor_key", keeper());
    }

    private static String copied(String table, DatabaseAddress reader) throws Exception {
        try (Connection connection = DriverManager.getConnection(reader.url(), reader.user(), reader.password());
                Writer rows = new StringWriter()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
            return rows.toString();
        }
    }
}
