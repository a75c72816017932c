package org.synchrotron.it.kit;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of a PostgreSQL. A server refuses to run as root, so root runs them in a user namespace, as {@link TestPostgres} does.
 *
 * @param directory where they are
 */
record PostgresPrograms(Path directory) {

    private static final List<String> OF_A_SERVER = List.of("initdb", "pg_ctl", "postgres");
    private static final List<String> OF_DUMPS = List.of("pg_dump", "pg_restore");
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** {@return those of the embedded server, which has no others than these three} */
    static PostgresPrograms embedded() {
        return firstWith(OF_A_SERVER, below(TestSettings.buildDirectory().resolve("postgresql")))
                .orElseThrow();
    }

    /** {@return those that are installed on this machine, with all of one version; empty if there are none} */
    static Optional<PostgresPrograms> installed() {
        Stream<Path> paths = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(Path::of);
        List<String> all =
                Stream.concat(OF_A_SERVER.stream(), OF_DUMPS.stream()).toList();
        return firstWith(all, Stream.concat(below(DEBIAN), paths));
    }

    private static Stream<Path> below(Path directory) {
        String[] entries = directory.toFile().list();
        return entries == null
                ? Stream.empty()
                : Arrays.stream(entries).map(entry -> directory.resolve(entry).resolve("bin"));
    }

    private static Optional<PostgresPrograms> firstWith(List<String> programs, Stream<Path> directories) {
        return directories
                .filter(directory -> programs.stream().map(directory::resolve).allMatch(Files::isExecutable))
                .findFirst()
                .map(PostgresPrograms::new);
    }

    /**
     * Runs a program to its end.
     *
     * @param log takes what it prints, and what the server prints that it starts; the program runs in its directory
     * @throws AssertionError with the log, if it ends with another status than 0
     */
    void run(Path log, Map<String, String> environment, List<String> command) {
        List<String> whole = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.add(directory.resolve(command.get(0)).toString());
        whole.addAll(command.subList(1, command.size()));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(log.resolveSibling("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new AssertionError(whole + " ended with status " + status + ":\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
