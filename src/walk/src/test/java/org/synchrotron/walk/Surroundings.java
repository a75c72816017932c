package org.synchrotron.walk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the build tells the walk, by system properties, and what it makes of that in its directory. */
final class Surroundings {

    private static final List<String> LARGE = List.of("repository", "postgresql", "var", "tmp");

    private final Path directory = Path.of(property("walk.directory"));

    /** Empties the directory. */
    Surroundings() throws IOException {
        delete(directory);
        Files.createDirectories(folder());
        Files.createDirectories(directory.resolve("tmp"));
        Files.createSymbolicLink(folder().resolve("synchrotron"), checkout());
    }

    /** {@return the sources that are built} */
    static Path checkout() {
        return Path.of(property("walk.checkout")).normalize();
    }

    Path directory() {
        return directory;
    }

    /** {@return where the commands are typed; the checkout is in it} */
    Path folder() {
        return directory.resolve("folder");
    }

    /** {@return a local Maven repository without anything of ours} */
    LocalRepository repository() throws IOException {
        return new LocalRepository(directory.resolve("repository"), Path.of(property("walk.repository")));
    }

    static String version() {
        return property("walk.version");
    }

    /** {@return what commands have in their environment: a Maven that uses this repository, small programs, own temporary files} */
    Map<String, String> environment(LocalRepository repository) throws IOException {
        Path programs = Files.createDirectories(directory.resolve("bin"));
        Path maven = Files.writeString(programs.resolve("mvn"), maven(repository));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
        String java = System.getProperty("java.home");
        return Map.of(
                "JAVA_HOME", java,
                "PATH", programs + ":" + java + "/bin:" + System.getenv("PATH"),
                "JAVA_TOOL_OPTIONS",
                        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=" + directory.resolve("tmp"));
    }

    private static String maven(LocalRepository repository) {
        String offline = Boolean.parseBoolean(property("walk.offline")) ? " --offline" : "";
        Path settings = Path.of(property("walk.settings"));
        return "#!/bin/sh\nexec '" + property("walk.maven") + "/bin/mvn' --batch-mode --no-transfer-progress"
                + " '-Dmaven.repo.local=" + repository.directory() + "'" + offline
                + (Files.exists(settings) ? " --settings '" + settings + "'" : "") + " \"$@\"\n";
    }

    /**
     * {@return what the walk writes instead of what the pages say, so that it meddles with nothing on the machine}
     *
     * @param databasePort instead of PostgreSQL's usual one
     */
    Map<String, String> addresses(int databasePort) throws IOException {
        String port = String.valueOf(freePort());
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("localhost:5432", "localhost:" + databasePort);
        addresses.put("localhost:8080", "localhost:" + port);
        addresses.put("--port 8080", "--port " + port);
        addresses.put("/var/lib/todos", directory.resolve("var").toString());
        return addresses;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Deletes what is large, and links to what is not the walk's; the files of the pages and all that was printed stays. */
    void tidy() throws IOException {
        Files.delete(folder().resolve("synchrotron"));
        for (String each : LARGE) {
            delete(directory.resolve(each));
        }
    }

    /** Deletes a directory; of links only the links. */
    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property " + name + " is missing: run the walk with Maven");
        }
        return value;
    }
}
