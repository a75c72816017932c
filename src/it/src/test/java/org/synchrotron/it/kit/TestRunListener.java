package org.synchrotron.it.kit;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts PostgreSQL before the first test, sets Arquillian's options for servers, and stops PostgreSQL at the end, in each process that runs
 * tests. Maven also opens a session, in which it only looks for them.
 */
public final class TestRunListener implements LauncherSessionListener {

    private final TestPostgres postgres = new TestPostgres();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (!TestSettings.areThere()) {
            return;
        }
        clear(TestSettings.temporaryDirectory());
        postgres.start();
        System.setProperty("payara.cmdOptions", joined(PayaraOptions.ofJava()));
        Map<String, String> inside =
                Map.of("synchrotron.purity-check", "true", "synchrotron.retired-actions", "shout_v1");
        System.setProperty("payara.extraMicroOptions", joined(PayaraOptions.ofPayara(inside)));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (!TestSettings.areThere()) {
            return;
        }
        postgres.close();
        clear(TestSettings.temporaryDirectory());
    }

    /** Joins the options. Escapes their spaces, because Arquillian's container splits at unescaped spaces. */
    private static String joined(List<String> options) {
        return options.stream().map(option -> option.replace(" ", "\\ ")).collect(joining(" "));
    }

    /** Deletes the files in a directory of the build. Servers that were killed leave files there. */
    private static void clear(Path directory) {
        if (!directory.startsWith(TestSettings.buildDirectory())) {
            throw new IllegalStateException(directory + " is not in the build directory");
        }
        try {
            Files.createDirectories(directory);
            deleteBelow(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(directory))
                    .forEach(file -> file.toFile().delete());
        }
    }
}
