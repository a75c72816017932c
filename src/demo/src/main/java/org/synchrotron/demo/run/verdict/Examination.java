package org.synchrotron.demo.run.verdict;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.input.ExpectedLines;
import org.synchrotron.demo.run.setup.PreparedDatabase;

/** Compares the server with git, and each client with the server. */
public final class Examination {

    private final PreparedDatabase database;
    private final @Nullable ExpectedLines expected;

    /** @param expected the expected line counts; null if unknown */
    public Examination(PreparedDatabase database, @Nullable ExpectedLines expected) {
        this.database = database;
        this.expected = expected;
    }

    /**
     * {@return the verdict on the server and on these users' SQLite files}
     */
    public Verdict of(SortedMap<String, Path> clients) throws SQLException {
        Verdict.Builder verdict = new Verdict.Builder();
        try (ServerView server = new ServerView(database)) {
            examineLines(server.lines(), verdict);
            ClientComparison comparison = new ClientComparison(server);
            for (Map.Entry<String, Path> client : clients.entrySet()) {
                comparison.compare(client.getKey(), client.getValue());
            }
            comparison.addTo(verdict);
        }
        return verdict.build();
    }

    private void examineLines(Map<String, Integer> lines, Verdict.Builder verdict) {
        if (expected == null) {
            verdict.say("skipped: the history has no file with expected line counts");
            return;
        }
        List<String> found = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>(lines.keySet());
        paths.addAll(expected.byPath().keySet());
        for (String path : paths) {
            int actual = lines.getOrDefault(path, 0);
            if (actual != expected.of(path)) {
                found.add("server: " + path + " has " + actual + " lines instead of " + expected.of(path));
            }
        }
        verdict.check(
                "the line counts of all " + paths.size() + " files on the server equal " + expected.source(),
                found.size() + " files on the server differ from " + expected.source(),
                found);
    }
}
