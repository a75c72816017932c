package org.synchrotron.bench.run.report;

import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.synchrotron.log.JsonText;

/** The files with what was measured: {@code bench.json} with all lines of the tables, and {@code bench.svg} with those that have a goal. */
public final class ResultFiles {

    private final Path directory;

    public ResultFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes both files, in place of those that are there. */
    public void write(List<Measured> lines) {
        JsonArrayBuilder array = JsonText.array();
        lines.forEach(each -> array.add(each.json()));
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("bench.json"), JsonText.of(array.build()));
            Files.writeString(directory.resolve("bench.svg"), Chart.of(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
