package org.synchrotron.it.kit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;
import org.synchrotron.db.postgresql.ScopeKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.LogLock;

/** Direct access to the server's database, as administrator or with the rights of a user. */
public final class ServerDatabase {

    private static final String LOGIN = "synchrotron_login";

    private ServerDatabase() {}

    /** Makes the users members of the project. */
    public static void members(String project, String... users) {
        try (Handle sql = administrator()) {
            for (String user : users) {
                sql.execute("insert into project_members (project_id, user_id) values (?, ?)", project, user);
            }
        }
    }

    /** The user is a member of the project no more. */
    public static void noMember(String project, String user) {
        try (Handle sql = administrator()) {
            sql.execute("delete from project_members where project_id = ? and user_id = ?", project, user);
        }
    }

    /** Adds so many todos of half a kilobyte to the project, as a migration does. */
    public static void manyTodos(String project, int number) {
        try (Handle sql = administrator()) {
            sql.useTransaction(migration -> {
                migration.execute("select synchrotron.begin_migration('many rows')");
                migration.execute("""
                        insert into todos (id, project_id, key, text, changed_at)
                        select gen_random_uuid(), ?, 'k' || n, repeat(md5(n::text), 15), now() from generate_series(1, ?) n
                        """, project, number);
                migration.execute("select synchrotron.end_migration()");
            });
        }
    }

    /** {@return whether the record is in the log} */
    public static boolean isLogged(ActionId id) {
        try (Handle sql = administrator()) {
            return sql.createQuery("select exists (select from synchrotron.action_records where id = :id)")
                    .bind("id", id.uuid())
                    .mapTo(Boolean.class)
                    .one();
        }
    }

    /** {@return the ids of the user's records that are in the log} */
    public static List<ActionId> loggedOf(String user) {
        try (Handle sql = administrator()) {
            return sql.createQuery("select id from synchrotron.action_records where user_id = :user"
                            + " and _tag <> '_InternalCorrectionApply'")
                    .bind("user", user)
                    .mapTo(String.class)
                    .map(ActionId::new)
                    .list();
        }
    }

    /** {@return how many todos of the project have other points than the log's additions give} Nothing else may have written points. */
    public static int miscountedTodos(String project) {
        try (Handle sql = administrator()) {
            return sql.createQuery("""
                            select count(*) from todos where project_id = :project and points <> (
                                select coalesce(sum((args->>'points')::bigint), 0) from synchrotron.action_records
                                where _tag = 'add_points_v1' and args->>'id' = todos.id::text)
                            """)
                    .bind("project", project)
                    .mapTo(Integer.class)
                    .one();
        }
    }

    /** {@return how many records of these authors are in the log, without corrections} */
    public static long recordsOf(List<String> users) {
        try (Handle sql = administrator()) {
            return sql.createQuery("""
                            select count(*) from synchrotron.action_records
                            where user_id = any (:users) and _tag <> '_InternalCorrectionApply'
                            """)
                    .bindArray("users", String.class, users)
                    .mapTo(Long.class)
                    .one();
        }
    }

    /** {@return how many corrections in the log name the record} */
    public static long corrections(ActionId corrected) {
        try (Handle sql = administrator()) {
            return sql.createQuery("""
                            select count(*) from synchrotron.action_records
                            where _tag = '_InternalCorrectionApply' and args::text like '%' || :id || '%'
                            """)
                    .bind("id", corrected.value())
                    .mapTo(Long.class)
                    .one();
        }
    }

    /** Gives the record an argument that PostgreSQL keeps and no reader of JSON takes, as an older server let it in. */
    public static void spoil(ActionId record) {
        try (Handle sql = administrator()) {
            sql.execute(
                    "update synchrotron.action_records set args = args || jsonb_build_object('x', 1e1999::numeric)"
                            + " where id = ?",
                    record.uuid());
        }
    }

    /** {@return all rows that the user may see} */
    public static List<Map<String, Object>> rowsOf(String user) {
        try (Handle sql = open(LOGIN, TestSettings.LOGIN_PASSWORD)) {
            return sql.inTransaction(transaction -> {
                transaction.execute("set local role synchrotron_user");
                transaction.execute(
                        "select set_config('synchrotron.user_id', ?, true), synchrotron.open_scope(?)",
                        user,
                        ScopeKey.of(TestSettings.LOGIN_PASSWORD));
                return Rows.read(transaction);
            });
        }
    }

    /** {@return a transaction that holds the log's lock until it is closed} Uploads wait for it. */
    public static AutoCloseable lockedLog() {
        Handle sql = administrator();
        sql.begin();
        LogLock.take(sql);
        return () -> {
            sql.rollback();
            sql.close();
        };
    }

    /** {@return whether some transaction holds the log's lock: it appends to the log} */
    public static boolean isLogLocked() {
        try (Handle sql = administrator()) {
            return sql.createQuery("select exists (select from pg_locks where locktype = 'advisory' and granted)")
                    .mapTo(Boolean.class)
                    .one();
        }
    }

    /** Asks for the withdrawal of the record. */
    public static void withdraw(ActionId record, String reason) {
        try (Handle sql = administrator()) {
            sql.createQuery("select synchrotron.withdraw(:record, :reason)")
                    .bind("record", record.uuid())
                    .bind("reason", reason)
                    .mapTo(Boolean.class)
                    .one();
        }
    }

    /** Runs the migration command for the application's migrations in this folder, beside those that it has. */
    public static void migrate(String folder) {
        new PostgresMigrations(new DatabaseAddress(
                        TestSettings.databaseUrl(), TestPostgres.ADMINISTRATOR, TestSettings.databasePassword()))
                .migrate(List.of("classpath:db/todos", folder));
    }

    /** Revokes all tokens of the user that were issued up to now. */
    public static void revokeUser(String user) {
        try (Handle sql = administrator()) {
            sql.createQuery("select synchrotron.revoke_user(:user)::text")
                    .bind("user", user)
                    .mapTo(String.class)
                    .findOne();
        }
    }

    /** {@return a connection of the server's login role, which has no rights of its own} */
    public static Handle login() {
        return open(LOGIN, TestSettings.LOGIN_PASSWORD);
    }

    private static Handle administrator() {
        return open(TestPostgres.ADMINISTRATOR, TestSettings.databasePassword());
    }

    private static Handle open(String user, String password) {
        try {
            Connection connection = DriverManager.getConnection(TestSettings.databaseUrl(), user, password);
            return Jdbi.open(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
