package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the patches in {@code mutants} still fit the sources and hold what {@code mutants/run} needs. Whether tests find
 * the defects is shown by {@code mutants/run}, which needs a build for each patch.
 *
 * <p>A patch fits if the text that each of its hunks expects occurs exactly once in its file. Unlike {@code git apply --check}
 * this needs no Git repository, ignores line numbers, and fails if a hunk fits in two places.
 */
class MutantsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path PATCHES = Path.of("mutants");

    private record Hunk(String file, String expected) {}

    static List<Path> patches() {
        return files(PATCHES).filter(file -> file.toString().endsWith(".patch")).toList();
    }

    @Test
    void verificationListsEachPatch() {
        String listed = text(ROOT.resolve("docs/verification.md"));
        assertThat(patches().stream().map(MutantsTest::name))
                .isNotEmpty()
                .allMatch(name -> listed.contains("| `" + name + "` |"));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void fitsTheSources(Path patch) {
        assertThat(hunks(text(patch)))
                .isNotEmpty()
                .allSatisfy(hunk -> assertThat(text(ROOT.resolve(hunk.file()))).containsOnlyOnce(hunk.expected()));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void namesTestsThatExist(Path patch) {
        String tests = text(patch)
                .lines()
                .filter(line -> line.startsWith("Tests: "))
                .findFirst()
                .orElseThrow();
        assertThat(tests.substring("Tests: ".length()).split(", "))
                .allSatisfy(test -> assertThat(Stream.of(
                                        "shared-model", "db-migrations", "ws-client", "ee-server", "src/simulation")
                                .flatMap(module -> files(ROOT.resolve(module).resolve("src/test/java"))))
                        .anyMatch(file -> file.endsWith(test + ".java")));
    }

    private static String name(Path patch) {
        return patch.getFileName().toString().replace(".patch", "");
    }

    private static List<Hunk> hunks(String patch) {
        List<Hunk> hunks = new ArrayList<>();
        for (String ofFile : parts(patch, "--- a/")) {
            String file = ofFile.substring(0, ofFile.indexOf('\n'));
            parts(ofFile, "@@ -").forEach(hunk -> hunks.add(new Hunk(file, expected(hunk))));
        }
        return hunks;
    }

    /** {@return the texts that follow lines with this beginning} */
    private static List<String> parts(String text, String beginning) {
        return Arrays.stream(text.split("(?m)^" + beginning)).skip(1).toList();
    }

    /** {@return the lines that a hunk expects in the file: those that it keeps or removes} */
    private static String expected(String hunk) {
        StringBuilder expected = new StringBuilder();
        hunk.lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("diff "))
                .filter(line -> line.startsWith(" ") || line.startsWith("-"))
                .forEach(line -> expected.append(line, 1, line.length()).append('\n'));
        return expected.toString();
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
