package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;

/**
 * The PostgreSQL of one test class, migrated, with an archive of its log, base backups, and at times a standby. All is done as the page for
 * operators says. Until it is closed, {@link ServerDatabase} means it, at whichever of its two addresses takes writes.
 */
public final class OwnPostgres implements AutoCloseable {

    private static final String DATABASE = "todos";
    private static final String ARCHIVE_ON_THE_PAGE = "/var/lib/todos/archive";

    private final String shared = TestSettings.databaseUrl();
    private final String password = TestSettings.databasePassword();
    private final PostgresPrograms programs = PostgresPrograms.embedded();
    private final List<Integer> ports = List.of(ServerProcess.freePort(), ServerProcess.freePort());
    private final Path directory;
    private final List<PostgresCluster> clusters = new ArrayList<>();
    private PostgresCluster primary;
    private int copies;

    public OwnPostgres() {
        try {
            directory = Files.createTempDirectory(TestSettings.temporaryDirectory(), "clusters");
            Files.createDirectory(archive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        primary = PostgresCluster.initialize(
                        programs,
                        next(),
                        ports.get(0),
                        OperationsPage.step("archive_mode"),
                        here(OperationsPage.step("archive_command")))
                .start();
        clusters.add(primary);
        primary.execute("create database " + DATABASE);
        PostgresMigrations migrations = new PostgresMigrations(
                new DatabaseAddress(primary.url(DATABASE), TestPostgres.ADMINISTRATOR, password));
        migrations.migrate(List.of("classpath:db/todos"));
        migrations.setLoginPassword(TestSettings.LOGIN_PASSWORD);
        TestSettings.database(url(), password);
    }

    /** {@return the address that servers get: that of whichever server takes writes} */
    public String url() {
        return OperationsPage.step("jdbc:postgresql://first:5432,second:5432")
                .replace("first:5432", "127.0.0.1:" + ports.get(0))
                .replace("second:5432", "127.0.0.1:" + ports.get(1));
    }

    private Path archive() {
        return directory.resolve("archive");
    }

    private Path next() {
        return directory.resolve("data-" + ++copies);
    }

    private String here(String step) {
        return step.replace(ARCHIVE_ON_THE_PAGE, archive().toString());
    }

    /** {@return a base backup of now, made while the server works} */
    public Path backUp() {
        Path copy = next();
        try (Handle session = primary.open("postgres")) {
            session.createQuery(OperationsPage.step("select pg_backup_start("))
                    .mapTo(String.class)
                    .one();
            primary.copyFiles(copy);
            String label = session.createQuery(OperationsPage.step("select labelfile from pg_backup_stop("))
                    .mapTo(String.class)
                    .one();
            Files.writeString(copy.resolve("backup_label"), label);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** {@return the present time, as the database tells it} */
    public String now() {
        return primary.value("select clock_timestamp()::text");
    }

    /** Stops the server, as if its machine had lost its power. */
    public void stopAtOnce() {
        primary.stopAtOnce();
    }

    /** Starts it again. */
    public void start() {
        primary.start().awaitPrimary();
    }

    /** The server is gone; the base backup takes its place, as it was. */
    public void restore(Path backup) {
        recover(backup, OperationsPage.step("recovery_target = "));
    }

    /** The same, up to a time of the server's clock. All that was committed until now must be {@link #archiveAll archived}. */
    public void restore(Path backup, String time) {
        recover(backup, OperationsPage.step("recovery_target_time = ").replaceFirst("'.*'", "'" + time + "'"));
    }

    private void recover(Path backup, String target) {
        replacePrimary(recovering(backup, primary.port(), target));
        start();
    }

    private PostgresCluster recovering(Path backup, int port, String target) {
        return cluster(backup, port)
                .configureItself(
                        here(OperationsPage.step("restore_command")),
                        target,
                        OperationsPage.step("recovery_target_action"))
                .signal(OperationsPage.step("recovery.signal"));
    }

    private PostgresCluster cluster(Path files, int port) {
        PostgresCluster added = new PostgresCluster(programs, files, port);
        clusters.add(added);
        return added;
    }

    private void replacePrimary(PostgresCluster other) {
        primary.stopAtOnce();
        primary = other;
    }

    /** A copy with an epoch of its own, which nobody has seen yet. */
    public final class Copy implements AutoCloseable {

        private final Path files;
        private final PostgresCluster original = primary;

        private Copy(Path backup) {
            files = backup;
            PostgresCluster apart = recovering(
                            files, ServerProcess.freePort(), OperationsPage.step("recovery_target = "))
                    .configureItself("archive_mode = off")
                    .start()
                    .awaitPrimary();
            try (Handle administrator = apart.open(DATABASE)) {
                administrator
                        .createQuery(OperationsPage.step("select synchrotron.new_epoch(")
                                .replace("todos_copy", DATABASE))
                        .mapTo(String.class)
                        .one();
            }
            apart.stopAtOnce();
        }

        /** It comes to the address of the original, which is stopped. */
        public void takeOver() {
            original.stopAtOnce();
            primary = cluster(files, original.port());
            start();
        }

        /** The original is back. */
        @Override
        public void close() {
            replacePrimary(original);
            start();
        }
    }

    /** {@return a copy that has become a server of its own} */
    public Copy copy(Path backup) {
        return new Copy(backup);
    }

    /** Archives all of the log up to now. */
    public void archiveAll() {
        String last = primary.value("select pg_walfile_name(pg_switch_wal())");
        Await.until(
                last + " is archived",
                () -> primary.value("select coalesce(max(last_archived_wal), '') from pg_stat_archiver")
                                .compareTo(last)
                        >= 0);
    }

    /** A server that follows the present one, at the other address. */
    public final class Standby {

        private final PostgresCluster cluster = cluster(backUp(), ports.get(0) + ports.get(1) - primary.port());

        private Standby() {
            cluster.configureItself(OperationsPage.step("primary_conninfo")
                            .replace("localhost", "127.0.0.1")
                            .replace("5432", String.valueOf(primary.port()))
                            .replace("superuser-password", password))
                    .signal(OperationsPage.step("standby.signal"))
                    .start();
            Await.until("the standby follows", () -> follows("streaming"));
        }

        private boolean follows(String state) {
            return cluster.value("select coalesce(max(status), 'cut') from pg_stat_wal_receiver")
                    .equals(state);
        }

        /** It gets nothing more of what is committed. */
        public void cutOff() {
            cluster.execute("alter system set primary_conninfo = ''");
            cluster.value("select pg_reload_conf()::text");
            Await.until("the standby is cut off", () -> follows("cut"));
        }

        /** The first server is gone. This one takes over. */
        public void takeOver() {
            cluster.execute("alter system reset primary_conninfo");
            replacePrimary(cluster);
            cluster.value(OperationsPage.step("select pg_promote("));
            cluster.awaitPrimary();
        }
    }

    /** {@return a standby that follows} */
    public Standby standby() {
        return new Standby();
    }

    @Override
    public void close() {
        TestSettings.database(shared, password);
        clusters.forEach(PostgresCluster::close);
    }
}
