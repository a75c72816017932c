package org.synchrotron.bench.run.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM writes of its collections. */
public final class CollectionLog {

    /** Collections that somebody asked for are no pauses of the load. */
    private static final Pattern PAUSE = Pattern.compile("Pause (?!Full \\(Diagnostic).* ([0-9.]+)ms");

    private final Path file;

    CollectionLog(Path file) {
        this.file = file;
    }

    /** {@return the longest pause so far, in milliseconds; 0 if there was none} */
    public double longestPause() {
        try {
            return Files.readAllLines(file).stream()
                    .map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
