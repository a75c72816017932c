package org.synchrotron.client.store;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.log.RowRef;

/** Finds the tracked rows to which foreign keys of rows refer. Not thread-safe. */
public final class References {

    /**
     * A row and a row to which it refers.
     *
     * @param parentTable the other row's table
     * @param parentAudience the other row's audience
     */
    public record Reference(RowRef row, String parentTable, String parentAudience) {}

    /** A foreign key, with the query of the audience of a row's parent. */
    private record Key(String parentTable, String query) {}

    private record Column(long key, String parentTable, String from, String to) {}

    private static final String COLUMNS =
            "SELECT id, \"table\", \"from\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list(?)"
                    + " ORDER BY id, seq";

    private final Database database;
    private final Map<String, String> tracked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<Key>> keys = new HashMap<>();

    References(Database database, Collection<TrackedTable> tables) {
        this.database = database;
        tables.forEach(table -> tracked.put(table.name(), table.name()));
    }

    /** {@return the references of these rows, as far as the parents are there} */
    public List<Reference> of(Collection<RowRef> rows) {
        List<Reference> references = new ArrayList<>();
        for (RowRef row : rows) {
            for (Key key : keys.computeIfAbsent(row.table(), this::read)) {
                database.statements()
                        .first(key.query(), query -> query.setString(1, row.id()), found -> found.getString(1))
                        .ifPresent(audience -> references.add(new Reference(row, key.parentTable(), audience)));
            }
        }
        return references;
    }

    private List<Key> read(String table) {
        Map<Long, List<Column>> columns = new TreeMap<>();
        database.statements()
                .list(
                        COLUMNS,
                        query -> query.setString(1, table),
                        row -> new Column(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
                .forEach(each -> columns.computeIfAbsent(each.key(), key -> new ArrayList<>())
                        .add(each));
        return columns.values().stream()
                .filter(key -> tracked.containsKey(key.get(0).parentTable()))
                .map(key -> key(table, key))
                .toList();
    }

    private Key key(String table, List<Column> columns) {
        String parent = columns.get(0).parentTable();
        StringBuilder query = new StringBuilder(
                "SELECT p.audience_key FROM " + quote(table) + " AS c JOIN " + quote(parent) + " AS p ON true");
        columns.forEach(each ->
                query.append(" AND p.").append(quote(each.to())).append(" = c.").append(quote(each.from())));
        return new Key(
                tracked.getOrDefault(parent, parent),
                query.append(" WHERE c.id = ?").toString());
    }
}
