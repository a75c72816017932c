package org.synchrotron.it.versions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.synchrotron.it.kit.TestSettings;
import org.synchrotron.it.versions.program.TodosConsole;

/** The client library and the tests' application of an earlier commit, compiled from this repository's history with the present dependencies. */
public final class EarlierVersion {

    /** All modules lie in it. */
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final List<String> LIBRARY = List.of("shared-model", "db-migrations", "ws-client");

    private static final String APPLICATION = "src/it/src/test/";

    private static final int PATIENCE_SECONDS = 60;

    private final String classpath;

    private EarlierVersion(String classpath) {
        this.classpath = classpath;
    }

    /** {@return whether the commit can be had: not in a copy of the sources without their history} */
    public static boolean isThere(String commit) {
        return Files.exists(ROOT.resolve(".git")) && ends("git", "cat-file", "-e", commit + "^{commit}");
    }

    /** {@return the version of this commit} Takes some seconds. */
    public static EarlierVersion of(String commit) throws IOException {
        Path directory = Files.createTempDirectory(TestSettings.temporaryDirectory(), "version-" + commit);
        List<String> parts = new ArrayList<>(
                LIBRARY.stream().map(module -> module + "/src/main").toList());
        parts.add(APPLICATION + "java/org/synchrotron/it/todos");
        parts.add(APPLICATION + "resources/db");
        Path archive = directory.resolve("sources.zip");
        List<String> command =
                new ArrayList<>(List.of("git", "archive", "--format=zip", "--output=" + archive, commit));
        command.addAll(parts);
        require(command.toArray(String[]::new));
        Path sources = directory.resolve("sources");
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            copy(zip.getPath("/"), sources);
        }
        Path classes = Files.createDirectories(directory.resolve("classes"));
        for (String module : LIBRARY) {
            copy(sources.resolve(module).resolve("src/main/resources"), classes);
        }
        copy(sources.resolve(APPLICATION + "resources"), classes);
        compile(sources, classes);
        return new EarlierVersion(classes + System.getProperty("path.separator") + dependencies());
    }

    /** {@return the path of its classes and of what they need} */
    String classpath() {
        return classpath;
    }

    /** The library as a whole, and of the application what the program needs. */
    private static void compile(Path sources, Path classes) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : LIBRARY) {
            try (Stream<Path> all = Files.walk(sources.resolve(module))) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        files.add(Path.of("src/test/java", TodosConsole.class.getName().replace('.', '/') + ".java"));
        List<String> options = List.of(
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-d",
                classes.toString(),
                "-classpath",
                dependencies(),
                "-sourcepath",
                sources.resolve(APPLICATION + "java").toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call()) {
                throw new AssertionError("the sources in " + sources + " do not compile; see above");
            }
        }
    }

    /** {@return the libraries of others} */
    private static String dependencies() {
        String present = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String separator = System.getProperty("path.separator");
        return Arrays.stream(present.split(separator))
                .filter(entry -> !Path.of(entry).startsWith(ROOT))
                .collect(Collectors.joining(separator));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void require(String... command) {
        if (!ends(command)) {
            throw new AssertionError("failed: " + String.join(" ", command));
        }
    }

    /** {@return whether the command succeeds} */
    private static boolean ends(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
