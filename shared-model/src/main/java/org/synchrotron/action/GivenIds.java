package org.synchrotron.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The row ids that one run asked for, with the identities from which they were derived. It turns a violated primary key into an
 * exception that names the table and the identity: the database's message names the table, and Jdbi's the arguments of the
 * statement. Asking for an id twice is allowed: a row may be inserted and then referred to. Not thread-safe.
 */
final class GivenIds {

    private record Given(String id, String table, Map<String, ?> identity, boolean again) {}

    private final Map<String, Given> byId = new LinkedHashMap<>();

    void note(String id, String table, Map<String, ?> identity) {
        boolean again = byId.containsKey(id);
        byId.put(id, new Given(id, table, new LinkedHashMap<>(identity), again));
    }

    /** {@return the collision that caused the failure of a run, or the failure itself if there is none} */
    RuntimeException explained(RuntimeException failure) {
        List<String> said = messages(failure);
        String database = said.get(said.size() - 1);
        Given twice = null;
        for (Given each : byId.values()) {
            boolean inserted = said.stream().anyMatch(message -> message.contains(each.id()))
                    && isPrimaryKeyOf(each.table(), database);
            // A row may refer to another row of its table; that id is no mistake.
            if (inserted && (twice == null || !twice.again())) {
                twice = each;
            }
        }
        return twice == null ? failure : new RowIdCollision(twice.table(), twice.identity(), failure);
    }

    /** Recognised by SQLite's message, or by PostgreSQL's default name of the constraint. */
    private static boolean isPrimaryKeyOf(String table, String message) {
        String name = Pattern.quote(table);
        return Pattern.compile("UNIQUE constraint failed: " + name + "\\.id\\b(?!,)|\\b" + name + "_pkey\\b")
                .matcher(message)
                .find();
    }

    private static List<String> messages(Throwable failure) {
        List<String> messages = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            messages.add(String.valueOf(each.getMessage()));
        }
        return messages;
    }
}
