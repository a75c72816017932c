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
 * The number of row changes of each audience in a log. A client's log must have all row changes that its user may see, and no
 * others. Comparing rows is not enough: a row may look right although a change of it is missing, or reached a user who must not
 * have it.
 */
record RowChangeCounts(SortedMap<String, Long> byAudience) {

    /** {@return the counts of the server's log for each user} Reads as administrator and selects by the memberships. */
    static SortedMap<String, RowChangeCounts> ofUsers(Connection server) throws SQLException {
        SortedMap<String, RowChangeCounts> users = new TreeMap<>();
        try (Statement statement = server.createStatement();
                ResultSet rows = statement.executeQuery("""
                        with changes as (
                            select audience_key, count(*) as number from synchrotron.action_modified_rows group by 1)
                        select user_id, audience_key, number from changes join memberships using (audience_key)
                        """)) {
            while (rows.next()) {
                users.computeIfAbsent(rows.getString(1), user -> new RowChangeCounts(new TreeMap<>()))
                        .byAudience()
                        .put(rows.getString(2), rows.getLong(3));
            }
        }
        return users;
    }

    /** {@return the counts of a client's log} */
    static RowChangeCounts ofClient(Connection client) throws SQLException {
        RowChangeCounts changes = new RowChangeCounts(new TreeMap<>());
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

    /** {@return the missing and additional row changes, as sentences} */
    Stream<String> differences(RowChangeCounts expected) {
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
