package org.synchrotron.simulation.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;
import org.synchrotron.db.postgresql.ScopeKey;
import org.synchrotron.simulation.actions.Audiences;

/** One PostgreSQL with one migrated database for all runs of the process; each run begins with empty tables. */
public final class Postgres implements AutoCloseable {

    private static final String PASSWORD = "login";

    /** The key with which servers open scopes. */
    public static final String KEY = ScopeKey.of(PASSWORD);

    /** Triggers refuse to truncate tracked tables; a replica's session has none. */
    private static final String UNTRACKED =
            "set session_replication_role = replica; %s; set session_replication_role = origin";

    private static final String EMPTY = UNTRACKED.formatted("""
            truncate synchrotron.clients, synchrotron.action_records, synchrotron.action_modified_rows, synchrotron.applied_changes,
                synchrotron.outcome_changes, synchrotron.further_views, synchrotron.touched_constraints, synchrotron.footprints,
                synchrotron.footprint_rows, synchrotron.withdrawals, synchrotron.refused_records, synchrotron.floor,
                synchrotron.removed_records, synchrotron.floor_rows, synchrotron.deleted_rows,
                synchrotron.grants, synchrotron.grant_audiences, items, accounts, memberships, members restart identity""");

    private final EmbeddedPostgres cluster;
    private final Connection superuser;
    private final Connection login;

    private Postgres(EmbeddedPostgres cluster, Connection superuser, Connection login) {
        this.cluster = cluster;
        this.superuser = superuser;
        this.login = login;
    }

    /** Starts it. */
    public static Postgres start() {
        try {
            EmbeddedPostgres cluster = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            String url = cluster.getJdbcUrl("postgres", "postgres");
            PostgresMigrations migrations = new PostgresMigrations(new DatabaseAddress(url, "postgres", "postgres"));
            migrations.migrate(List.of("classpath:db/simulation"));
            migrations.setLoginPassword(PASSWORD);
            Connection superuser = DriverManager.getConnection(url, "postgres", "postgres");
            addRoles(superuser);
            Connection login = DriverManager.getConnection(
                    cluster.getJdbcUrl("synchrotron_login", "postgres"), "synchrotron_login", PASSWORD);
            login.setAutoCommit(false);
            return new Postgres(cluster, superuser, login);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addRoles(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (String user : Audiences.USERS) {
                statement.execute("create role " + ServerParts.roleOf(user) + " nologin in role synchrotron_user");
            }
        }
    }

    /** From now on the server's login has the database role of the user, or does not have it. */
    public void changeRole(String user, boolean held) {
        execute((held ? "grant %s to synchrotron_login" : "revoke %s from synchrotron_login")
                .formatted(ServerParts.roleOf(user)));
    }

    private void addMembers() {
        Audiences.USERS.forEach(user -> Audiences.of(user).forEach(audience -> changeMembership(user, audience, true)));
    }

    /** From now on the user has the audience, or does not have it. */
    public void changeMembership(String user, String audience, boolean member) {
        execute((member
                        ? "insert into members values ('%s', '%s') on conflict do nothing"
                        : "delete from members where user_id = '%s' and audience_key = '%s'")
                .formatted(user, audience));
    }

    /**
     * A write to items or accounts fails with this SQLSTATE when so many are done.
     *
     * @param writes 0 if none shall fail any more
     */
    public void failWrite(int writes, String state) {
        execute("update simulated_failure_state set sqlstate = '%s'; select setval('simulated_failure', %d)"
                .formatted(state, writes));
    }

    /**
     * A migration of the application writes tracked rows.
     *
     * @throws SQLException if it fails; nothing is written then
     */
    void migrate(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            // One transaction, as PostgreSQL takes what comes at once.
            statement.execute(
                    "select synchrotron.begin_migration('simulated'); " + sql + "; select synchrotron.end_migration()");
        }
    }

    /** From now on nobody can read the arguments of this record. */
    public void spoil(String record) {
        execute(UNTRACKED.formatted(
                "update synchrotron.action_records set args = args - 'timestamp' where id = '%s'".formatted(record)));
    }

    /** An operator asks for the withdrawal of this record. */
    public void withdraw(String record) {
        execute("select synchrotron.withdraw('%s', 'It was withdrawn.')".formatted(record));
    }

    /** Empties all tables after the previous run. */
    public void empty() {
        execute(EMPTY);
        failWrite(0, "");
        addMembers();
        Audiences.USERS.forEach(user -> changeRole(user, true));
    }

    /** Executes SQL that the engine does not know of. */
    public void execute(String sql) {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** {@return a connection that sees everything, for the oracle} */
    public Connection superuser() {
        return superuser;
    }

    /** {@return the server's connection; the caller begins and ends its transactions} */
    Connection login() {
        return login;
    }

    @Override
    public void close() {
        try (cluster;
                superuser;
                login) {
            // Closing is all there is to do.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
