package org.synchrotron.simulation.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.SystemTags;

/**
 * The replay order and the system tags are defined in one place of the sources. SQL files of tables, indexes and policies cannot refer
 * to Java; they must contain the same.
 */
class OnePlaceTest {

    private static final Path ROOT = Path.of("..", "..");

    /** The columns in this order, with any text around their names. */
    private static final Pattern REPLAY_ORDER =
            Pattern.compile("clock_time_ms[\\w\\s.\"]*,[\\w\\s.\"]*clock_counter[\\w\\s.\"]*,[\\w\\s.\"]*client_id");

    private static List<Path> sources(String type) {
        return Stream.of("shared-model", "db-migrations", "ws-client", "ee-server")
                .flatMap(module -> files(ROOT.resolve(module).resolve("src/main")))
                .filter(file -> file.toString().endsWith(type))
                .toList();
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
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

    private static List<String> with(List<Path> files, Pattern pattern) {
        return files.stream()
                .filter(file -> pattern.matcher(text(file)).find())
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Test
    void theReplayOrder() {
        assertThat(with(sources(".java"), REPLAY_ORDER)).containsExactly("ReplayKey.java");
        assertThat(with(sources(".sql"), REPLAY_ORDER))
                .as(
                        "the indexes of both databases, on the server one by footprint and one of corrections, on clients one of pending records; the server's own records, which come after all; and the floor")
                .containsExactlyInAnyOrder(
                        "V003__action_records.sql",
                        "V027__footprints.sql",
                        "V039__server_records.sql",
                        "V056__floor.sql",
                        "V057__removal.sql",
                        "V064__later_corrections.sql",
                        "action_records.sql",
                        "orders.sql");
        assertThat(with(sources(".sql"), Pattern.compile(Pattern.quote("(" + ReplayKey.SQL_COLUMNS + ")"))))
                .containsExactlyInAnyOrder(
                        "V003__action_records.sql", "V064__later_corrections.sql", "action_records.sql", "orders.sql");
    }

    @Test
    void theTagsOfTheLogItself() {
        for (String tag : List.of(SystemTags.CORRECTION, SystemTags.ROLLBACK)) {
            assertThat(with(sources(".java"), Pattern.compile("['\"]" + tag + "['\"]")))
                    .as(tag)
                    .containsExactly("SystemTags.java");
        }
        assertThat(with(sources(".sql"), Pattern.compile("_tag\\s*=\\s*'" + SystemTags.CORRECTION + "'")))
                .isEqualTo(with(sources(".sql"), Pattern.compile("_tag\\s*=")));
    }

    @Test
    void readingJsonTextAndComparingItsValues() {
        assertThat(with(sources(".java"), Pattern.compile("create(Reader|Parser)\\(")))
                .containsExactly("JsonText.java");
        assertThat(with(sources(".java"), Pattern.compile("\\.skip(Array|Object)\\(")))
                .as("Parsson's skipping never ends at the end of the text")
                .isEmpty();
        assertThat(with(
                        sources(".java"),
                        Pattern.compile("bigDecimalValue\\(\\)\\s*\\.\\s*(compareTo|equals)|sameDigits")))
                .containsExactly("CellValues.java");
    }
}
