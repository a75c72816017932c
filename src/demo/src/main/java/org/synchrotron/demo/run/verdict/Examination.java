package org.synchrotron.demo.run.verdict;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.demo.run.input.ExpectedLines;
import org.synchrotron.demo.run.surroundings.PreparedDatabase;

/** Compares the server with git, and every client with the server. */
public final class Examination {

    private final PreparedDatabase database;
    private final @Nullable ExpectedLines expected;

    /** @param expected null if nobody knows them */
    public Examination(PreparedDatabase database, @Nullable ExpectedLines expected) {
        this.database = database;
        this.expected = expected;
    }

    /**
     * {@return the verdict over these users and their SQLite files}
     */
    public Verdict of(SortedMap<String, Path> clients) throws SQLException {
        Verdict.Builder verdict = new Verdict.Builder();
        try (ServerView server = new ServerView(database)) {
            examineLines(server.lines(), verdict);
            examineClients(server, clients, verdict);
        }
        return verdict.build();
    }

    private void examineLines(Map<String, Integer> lines, Verdict.Builder verdict) {
        if (expected == null) {
            verdict.say("skipped: there is no file with the expected line counts beside the history");
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

    private static void examineClients(ServerView server, SortedMap<String, Path> clients, Verdict.Builder verdict)
            throws SQLException {
        List<String> different = new ArrayList<>();
        List<String> indiscreet = new ArrayList<>();
        List<String> logs = new ArrayList<>();
        SortedMap<String, RowChanges> changes = server.rowChanges();
        long rows = 0;
        long logged = 0;
        for (Map.Entry<String, Path> client : clients.entrySet()) {
            String user = client.getKey();
            Rows visible = server.visibleTo(user);
            Held held = held(client.getValue());
            rows += visible.size();
            logged += held.changes().count();
            differences(visible, held.rows()).map(each -> user + ": " + each).forEach(different::add);
            Stream.concat(visible.tallies().stream(), held.rows().tallies().stream())
                    .filter(tally -> !tally.equals(user))
                    .map(tally -> user + " sees the private row of " + tally)
                    .forEach(indiscreet::add);
            held.changes()
                    .differences(changes.getOrDefault(user, new RowChanges(new TreeMap<>())))
                    .map(each -> user + ": " + each)
                    .forEach(logs::add);
        }
        verdict.check(
                "each of " + clients.size() + " clients holds exactly the rows that PostgreSQL shows its user ("
                        + String.format(Locale.ROOT, "%,d", rows) + " rows compared)",
                different.size() + " rows on clients differ from what PostgreSQL shows their users",
                different);
        verdict.check("nobody sees another's private row", "private rows are seen by others", indiscreet);
        verdict.check(
                "each client's log holds all row changes that its user may see and no others ("
                        + String.format(Locale.ROOT, "%,d", logged) + " counted)",
                logs.size() + " logs of clients hold too little or too much",
                logs);
    }

    /** What a client has in its file. */
    private record Held(Rows rows, RowChanges changes) {}

    private static Held held(Path file) throws SQLException {
        try (Connection connection = SqliteConnections.open(file)) {
            return new Held(Rows.read(connection), RowChanges.ofClient(connection));
        }
    }

    private static Stream<String> differences(Rows visible, Rows held) {
        TreeMap<String, String> all = new TreeMap<>(visible.byName());
        all.putAll(held.byName());
        return all.keySet().stream()
                .filter(name -> !Objects.equals(
                        visible.byName().get(name), held.byName().get(name)))
                .map(name -> difference(
                        name, visible.byName().get(name), held.byName().get(name)));
    }

    private static String difference(String name, @Nullable String visible, @Nullable String held) {
        if (held == null) {
            return name + " is missing";
        }
        if (visible == null) {
            return name + " should not be there";
        }
        return name + " is " + held + " instead of " + visible;
    }
}
