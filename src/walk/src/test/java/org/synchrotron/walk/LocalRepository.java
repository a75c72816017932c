package org.synchrotron.walk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A local Maven repository of the walk's own. What others published are links to the build's repository, so nothing is copied
 * or fetched twice. What {@code mvn install} would put there is laid into this one alone, from what this build has made.
 */
final class LocalRepository {

    private static final List<String> MODULES = List.of("shared-model", "db-migrations", "ws-client", "ee-server");
    private static final List<String> TYPES = List.of("jar", "war");

    private final Path directory;

    /**
     * Makes one, without anything of ours.
     *
     * @param directory does not exist yet
     * @param publics the build's repository
     */
    LocalRepository(Path directory, Path publics) throws IOException {
        this.directory = directory;
        link(publics, directory, "org");
        link(publics.resolve("org"), directory.resolve("org"), "synchrotron");
    }

    /** {@return where it is} */
    Path directory() {
        return directory;
    }

    /**
     * Lays the build's artifacts into it.
     *
     * @param version of all of them
     */
    void install(Path checkout, String version) throws IOException {
        copy(checkout.resolve("pom.xml"), "synchrotron", version, "pom");
        for (String module : MODULES) {
            Path built = checkout.resolve(module);
            copy(built.resolve("pom.xml"), module, version, "pom");
            for (String type : TYPES) {
                Path artifact = built.resolve("target/" + module + "-" + version + "." + type);
                if (Files.exists(artifact)) {
                    copy(artifact, module, version, type);
                }
            }
        }
    }

    private void copy(Path file, String artifact, String version, String type) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("org/synchrotron/" + artifact + "/" + version));
        Files.copy(file, folder.resolve(artifact + "-" + version + "." + type));
    }

    /** Links all entries of a folder but one. */
    private static void link(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }
}
