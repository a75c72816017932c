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

/** Starts PostgreSQL before the first test, prepares what Arquillian starts servers with, and stops PostgreSQL at the end. */
public final class SurroundingsListener implements LauncherSessionListener {

    private final TestPostgres postgres = new TestPostgres();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        clear(Surroundings.temporaryDirectory());
        postgres.start();
        System.setProperty("payara.cmdOptions", joined(PayaraOptions.ofJava()));
        Map<String, String> inside = Map.of("synchrotron.purity-check", "true");
        System.setProperty("payara.extraMicroOptions", joined(PayaraOptions.ofPayara(inside)));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        postgres.close();
        clear(Surroundings.temporaryDirectory());
    }

    /** Arquillian's container splits its options at spaces that are not escaped. */
    private static String joined(List<String> options) {
        return options.stream().map(option -> option.replace(" ", "\\ ")).collect(joining(" "));
    }

    /** It is ours, in the build directory; servers that were killed leave their files there. */
    private static void clear(Path directory) {
        if (!directory.startsWith(Surroundings.buildDirectory())) {
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
