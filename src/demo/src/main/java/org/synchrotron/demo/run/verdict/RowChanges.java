package org.synchrotron.demo.run.verdict;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How many row changes of each audience a log holds. Those of a client's are all that its user may see, and nothing else: a row
 * may look right although a change of it never came, or came to somebody who must not have it.
 */
record RowChanges(SortedMap<String, Long> byAudience) {

    /** {@return those that the server's log has for each user} As its administrator, from the memberships. */
    static SortedMap<String, RowChanges> ofUsers(Connection server) throws SQLException {
        SortedMap<String, RowChanges> users = new TreeMap<>();
        try (Statement statement = server.createStatement();
                ResultSet rows = statement.executeQuery("""
                        with changes as (
                            select audience_key, count(*) as number from synchrotron.action_modified_rows group by 1)
                        select user_id, audience_key, number from changes join memberships using (audience_key)
                        """)) {
            while (rows.next()) {
                users.computeIfAbsent(rows.getString(1), user -> new RowChanges(new TreeMap<>()))
                        .byAudience()
                        .put(rows.getString(2), rows.getLong(3));
            }
        }
        return users;
    }

    /** {@return those that a client's log has} */
    static RowChanges ofClient(Connection client) throws SQLException {
        RowChanges changes = new RowChanges(new TreeMap<>());
        try (Statement statement = client.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select audience_key, count(*) from synchrotron_action_modified_rows group by 1")) {
            while (rows.next()) {
                changes.byAudience().put(rows.getString(1), rows.getLong(2));
            }
        }
        return changes;
    }

    long count() {
        return byAudience.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return what this log has too much or too little, as sentences} */
    Stream<String> differences(RowChanges expected) {
        TreeSet<String> audiences = new TreeSet<>(byAudience.keySet());
        audiences.addAll(expected.byAudience.keySet());
        return audiences.stream()
                .filter(audience -> count(audience) != expected.count(audience))
                .map(audience -> "its log has " + count(audience) + " row changes of " + audience + " instead of "
                        + expected.count(audience));
    }

    private long count(String audience) {
        return byAudience.getOrDefault(audience, 0L);
    }
}
