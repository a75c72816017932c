package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The files of one PostgreSQL server on a port of loopback. It is started and stopped, also at once, as if the machine had lost its power. Its
 * superuser needs the password of the tests.
 */
final class PostgresCluster implements AutoCloseable {

    private static final String SUPERUSER = TestPostgres.ADMINISTRATOR;
    private static final String OF_ITSELF = "itself.conf";
    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", OF_ITSELF);

    private final PostgresPrograms programs;
    private final Path data;
    private final int port;
    private final Thread atExit = new Thread(this::stopAtOnce);
    private boolean running;

    /**
     * Files that are there.
     *
     * @param port the server's, once it is started
     */
    PostgresCluster(PostgresPrograms programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** {@return a new one, with these settings, and with short files of its log, of which many are archived} */
    static PostgresCluster initialize(PostgresPrograms programs, Path data, int port, String... settings) {
        Path password = data.resolveSibling(data.getFileName() + ".password");
        write(password, TestSettings.databasePassword());
        programs.run(
                log(data),
                Map.of(),
                List.of(
                        "initdb",
                        "--pgdata=" + data,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF-8",
                        "--locale=C",
                        "--wal-segsize=1",
                        "--no-sync"));
        return new PostgresCluster(programs, data, port)
                .configure(
                        "listen_addresses = '127.0.0.1'",
                        "unix_socket_directories = ''",
                        "max_connections = 200",
                        "max_wal_size = '32MB'")
                .configure(settings)
                .configure("include_if_exists = '" + OF_ITSELF + "'");
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** {@return the address of one of its databases} */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private PostgresCluster configure(String... lines) {
        write(data.resolve("postgresql.conf"), String.join("\n", lines) + "\n");
        return this;
    }

    /** Adds lines that overrule its configuration, and that copies of it do not get. */
    PostgresCluster configureItself(String... lines) {
        write(data.resolve(OF_ITSELF), String.join("\n", lines) + "\n");
        return this;
    }

    /** Writes an empty file that says what the next start is, such as {@code standby.signal}. */
    PostgresCluster signal(String file) {
        write(data.resolve(file), "");
        return this;
    }

    /** Starts the server, and waits until it answers, be it as a standby. */
    PostgresCluster start() {
        programs.run(
                log(data), Map.of(), List.of("pg_ctl", "start", "--wait", "--pgdata=" + data, "--options=-p " + port));
        running = true;
        return this;
    }

    /** Waits until it takes writes. */
    PostgresCluster awaitPrimary() {
        Await.until(
                "PostgreSQL has recovered",
                () -> value("select pg_is_in_recovery()::text").equals("false"));
        return this;
    }

    /** Stops the server as if its machine had lost its power. */
    synchronized void stopAtOnce() {
        if (running) {
            running = false;
            programs.run(
                    log(data), Map.of(), List.of("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata=" + data));
        }
    }

    /** Executes a statement as superuser. */
    void execute(String sql) {
        try (Handle handle = open("postgres")) {
            handle.execute(sql);
        }
    }

    /** {@return the only value of a query of the superuser} */
    String value(String sql) {
        try (Handle handle = open("postgres")) {
            return handle.createQuery(sql).mapTo(String.class).one();
        }
    }

    /** {@return a connection of the superuser} */
    Handle open(String database) {
        try {
            Connection connection =
                    DriverManager.getConnection(url(database), SUPERUSER, TestSettings.databasePassword());
            return Jdbi.open(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies its files, while it runs, without those that recovery takes from elsewhere. */
    void copyFiles(Path copy) {
        try {
            Files.walkFileTree(data, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                    Files.createDirectory(
                            copy.resolve(data.relativize(each)),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                    Path name = data.relativize(each);
                    if (!name.startsWith("pg_wal") && !NOT_COPIED.contains(name.toString())) {
                        Files.copy(each, copy.resolve(name));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path each, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stopAtOnce();
    }
}
