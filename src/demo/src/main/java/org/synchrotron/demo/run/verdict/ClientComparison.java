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

/** Compares each client with the rows and row changes that its user may see in PostgreSQL. Collects the differences. */
final class ClientComparison {

    private final ServerView server;
    private final SortedMap<String, RowChangeCounts> changes;
    private final List<String> different = new ArrayList<>();
    private final List<String> leaks = new ArrayList<>();
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
        ClientContents contents = contents(file);
        clients++;
        rows += visible.size();
        logged += contents.changes().count();
        differences(visible, contents.rows()).map(each -> user + ": " + each).forEach(different::add);
        Stream.concat(visible.tallies().stream(), contents.rows().tallies().stream())
                .filter(tally -> !tally.equals(user))
                .map(tally -> user + " sees the private row of " + tally)
                .forEach(leaks::add);
        contents.changes()
                .differences(changes.getOrDefault(user, new RowChangeCounts(new TreeMap<>())))
                .map(each -> user + ": " + each)
                .forEach(logs::add);
    }

    /** Adds the differences to the verdict. */
    void addTo(Verdict.Builder verdict) {
        verdict.check(
                "each of " + clients + " clients has exactly the rows that PostgreSQL shows its user ("
                        + String.format(Locale.ROOT, "%,d", rows) + " rows compared)",
                different.size() + " rows on clients differ from what PostgreSQL shows their users",
                different);
        verdict.check("nobody sees another user's private row", "other users see private rows", leaks);
        verdict.check(
                "each client's log has all row changes that its user may see and no others ("
                        + String.format(Locale.ROOT, "%,d", logged) + " counted)",
                logs.size() + " clients' logs have missing or additional row changes",
                logs);
    }

    /** The rows and row changes in a client's file. */
    private record ClientContents(Rows rows, RowChangeCounts changes) {}

    private static ClientContents contents(Path file) throws SQLException {
        try (Connection connection = SqliteConnections.open(file)) {
            return new ClientContents(Rows.read(connection), RowChangeCounts.ofClient(connection));
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
            return name + " should not exist";
        }
        return name + " is " + held + " instead of " + visible;
    }
}
