package org.synchrotron.demo.run.verdict;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.sqlite.SqliteConnections;

/** Compares client after client with what PostgreSQL shows its user, and tells what differs. */
final class ClientComparison {

    private final ServerView server;
    private final SortedMap<String, RowChanges> changes;
    private final List<String> different = new ArrayList<>();
    private final List<String> indiscreet = new ArrayList<>();
    private final List<String> logs = new ArrayList<>();
    private int clients;
    private long rows;
    private long logged;

    ClientComparison(ServerView server) throws SQLException {
        this.server = server;
        changes = server.rowChanges();
    }

    /** Compares one client's SQLite file. */
    void compare(String user, Path file) throws SQLException {
        Rows visible = server.visibleTo(user);
        Held held = held(file);
        clients++;
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

    /** Adds what was found to the verdict. */
    void tell(Verdict.Builder verdict) {
        verdict.check(
                "each of " + clients + " clients holds exactly the rows that PostgreSQL shows its user ("
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
