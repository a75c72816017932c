package org.synchrotron.demo.run.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A gzipped file of commits, with one JSON object per line, in the order of the main line. */
public final class HistoryFile {

    private static final String SUFFIX = ".ndjson.gz";

    private final Path file;

    public HistoryFile(Path file) {
        this.file = file;
    }

    /**
     * {@return the file's commits}
     *
     * @throws BadInput if the file cannot be read; the message names the wrong line
     */
    public List<Commit> read() {
        try (BufferedReader lines = GzipText.open(file)) {
            return commits(lines);
        } catch (NoSuchFileException e) {
            throw new BadInput("There is no history file " + file.toAbsolutePath() + ".", e);
        } catch (IOException | UncheckedIOException e) {
            throw new BadInput("The history file " + file + " cannot be read as gzip: " + e.getMessage(), e);
        }
    }

    /** {@return the file with the expected line counts at the end of this history} */
    public Path expectedLines() {
        String name = file.getFileName().toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return file.resolveSibling(stem + "-final-lines.json.gz");
    }

    private List<Commit> commits(BufferedReader lines) throws IOException {
        CommitLine parser = new CommitLine();
        Set<Long> numbers = new HashSet<>();
        List<Commit> commits = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                Commit commit = parser.parse(line);
                if (!numbers.add(commit.number())) {
                    throw new IllegalArgumentException("n " + commit.number() + " occurs twice");
                }
                commits.add(commit);
            } catch (IllegalArgumentException e) {
                throw new BadInput("The history file " + file + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        if (commits.isEmpty()) {
            throw new BadInput("The history file " + file + " has no commits.");
        }
        return commits;
    }
}
