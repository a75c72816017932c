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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.synchrotron.db.postgresql.PostgresMigrations;
import org.synchrotron.it.kit.DeviceJvm;
import org.synchrotron.it.kit.TestSettings;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.it.versions.program.TodosConsole;

/** The libraries, the server and the tests' application of an earlier commit, compiled from this repository's history with the present dependencies. */
public final class EarlierVersion {

    /** All modules lie in it. */
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final List<String> OF_DEVICES = List.of("shared-model", "db-migrations", "ws-client");

    private static final List<String> OF_SERVER = List.of("shared-model", "ee-server");

    /** What only devices have; see {@link TodosWar#create}. */
    private static final Pattern ONLY_ON_DEVICES = Pattern.compile("(Shout|LaxCreateTodo|TodosProgram)\\.java");

    private static final String APPLICATION = "src/it/src/test/";

    private static final String TODOS = APPLICATION + "java/org/synchrotron/it/todos";

    private static final int PATIENCE_SECONDS = 60;

    private final Path classes;

    private EarlierVersion(Path classes) {
        this.classes = classes;
    }

    /** {@return whether the commit can be had: not in a copy of the sources without their history} */
    public static boolean isThere(String commit) {
        return Files.exists(ROOT.resolve(".git")) && ends("git", "cat-file", "-e", commit + "^{commit}");
    }

    /** {@return what devices and migrations have of the version of this commit} Takes some seconds. */
    public static EarlierVersion of(String commit) throws IOException {
        Path console = Path.of("src/test/java", TodosConsole.class.getName().replace('.', '/') + ".java");
        return of(commit, OF_DEVICES, sources -> List.of(console));
    }

    /** {@return what servers have of the version of this commit} Takes some seconds. */
    static EarlierVersion ofServer(String commit) throws IOException {
        return of(
                commit,
                OF_SERVER,
                sources -> javaFiles(sources.resolve(TODOS))
                        .filter(file -> !ONLY_ON_DEVICES
                                .matcher(file.getFileName().toString())
                                .matches())
                        .toList());
    }

    private static EarlierVersion of(String commit, List<String> modules, Function<Path, List<Path>> more)
            throws IOException {
        Path directory = Files.createTempDirectory(TestSettings.temporaryDirectory(), "version-" + commit);
        List<String> parts = new ArrayList<>(
                modules.stream().map(module -> module + "/src/main").toList());
        parts.add(TODOS);
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
        for (String module : modules) {
            copy(sources.resolve(module).resolve("src/main/resources"), classes);
        }
        copy(sources.resolve(APPLICATION + "resources"), classes);
        List<Path> files = new ArrayList<>(more.apply(sources));
        modules.forEach(module -> javaFiles(sources.resolve(module)).forEach(files::add));
        compile(files, sources, classes);
        return new EarlierVersion(classes);
    }

    /** {@return the path of its classes and of what they need} */
    String classpath() {
        return classes + System.getProperty("path.separator") + dependencies();
    }

    /** Has its migration command prepare a database. */
    void migrate(String url, String administrator, String password, String loginPassword) {
        require(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classpath(),
                PostgresMigrations.class.getName(),
                "--url=" + url,
                "--user=" + administrator,
                "--password=" + password,
                "--login-password=" + loginPassword,
                "classpath:db/todos");
    }

    /** {@return its server's WAR, with its version of the tests' application} */
    WebArchive war() {
        WebArchive war = TodosWar.createWithoutActions();
        war.getContent(Filters.include("/WEB-INF/lib/(shared-model|ee-server).*"))
                .keySet()
                .forEach(war::delete);
        return war.addAsLibrary(part("ee-server.jar", "/org/synchrotron/server/.*|/META-INF/.*"))
                .addAsLibrary(part("shared-model.jar", "/org/synchrotron/(?!server/|it/).*"))
                .merge(part("todos.jar", "/org/synchrotron/it/.*"), "/WEB-INF/classes");
    }

    /** As in the build, where CDI looks for beans in some jars only. */
    private JavaArchive part(String name, String paths) {
        JavaArchive all = ShrinkWrap.create(ExplodedImporter.class)
                .importDirectory(classes.toFile())
                .as(JavaArchive.class);
        return ShrinkWrap.create(JavaArchive.class, name).merge(all, Filters.include(paths));
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These, and what they need of the application. */
    private static void compile(List<Path> files, Path sources, Path classes) throws IOException {
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
        String separator = System.getProperty("path.separator");
        return Arrays.stream(DeviceJvm.classpath().split(separator))
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
