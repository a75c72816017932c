package org.synchrotron.demo.run.input;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.demo.history.FileChange;

/**
 * The expected number of lines of each file at the end. A file without an entry should have none.
 *
 * @param source where the numbers come from, for the verdict
 */
public record ExpectedLines(Map<String, Integer> byPath, String source) {

    public ExpectedLines {
        byPath = Map.copyOf(byPath);
    }

    /**
     * {@return git's own counts at the end of the whole history; empty if the file does not exist}
     *
     * @throws BadInput if the file cannot be read
     */
    public static Optional<ExpectedLines> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(GzipText.open(file))) {
            Map<String, Integer> lines = reader.readObject().entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, each -> ((JsonNumber) each.getValue()).intValueExact()));
            return Optional.of(new ExpectedLines(lines, "git's own count"));
        } catch (IOException | JsonException | ClassCastException | ArithmeticException e) {
            throw new BadInput("The expected lines " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** {@return the sums over a part of the history} */
    public static ExpectedLines sumOf(List<Commit> commits) {
        Map<String, Integer> lines = commits.stream()
                .flatMap(each -> each.files().stream())
                .collect(groupingBy(FileChange::path, HashMap::new, summingInt(FileChange::growth)));
        return new ExpectedLines(lines, "the sum over the chosen commits");
    }

    public int of(String path) {
        return byPath.getOrDefault(path, 0);
    }
}
