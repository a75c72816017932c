package org.synchrotron.checks;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The compiled classes of all modules, which the root's pom.xml names. The build compiles them before. */
final class Modules {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    /** What runs with users. */
    static final JavaClasses MAIN = imported("main", "classes");

    /** Tests, and the modules that are nothing else. */
    static final JavaClasses TESTS = imported("test", "test-classes");

    private Modules() {}

    private static JavaClasses imported(String sources, String classes) {
        List<Path> directories = modules()
                .filter(module ->
                        Files.isDirectory(module.resolve("src").resolve(sources).resolve("java")))
                .map(module -> module.resolve("target").resolve(classes))
                .toList();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new IllegalStateException(directory + " is not there: compile all modules first");
            }
        }
        return new ClassFileImporter().importPaths(directories);
    }

    private static Stream<Path> modules() {
        try {
            return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                    .results()
                    .map(module -> ROOT.resolve(module.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
