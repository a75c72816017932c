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
 * The patches of {@code mutants} still fit the sources, and say what {@code mutants/run} asks of them. Whether they are caught is
 * for that to show: it takes a build for each.
 *
 * <p>Fit means: what a hunk expects is in its file, once. That asks less of the surroundings than {@code git apply --check}, for
 * which sources without their repository would not do, and more than it of the file: no hunk may fit in two places.
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

    /** The texts behind lines' beginnings. */
    private static List<String> parts(String text, String beginning) {
        return Arrays.stream(text.split("(?m)^" + beginning)).skip(1).toList();
    }

    /** What is there before: the lines of a hunk that it keeps or takes away. */
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
