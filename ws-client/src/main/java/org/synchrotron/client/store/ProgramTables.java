package org.synchrotron.client.store;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.schema.TrackedSchema;

/** The tables that this program tracks, and those that the program tracked that opened the file before. */
final class ProgramTables {

    private final StateTable table;
    private final ReplicaState replica;

    ProgramTables(StateTable table, ReplicaState replica) {
        this.table = table;
        this.replica = replica;
    }

    /** {@return the names of the tables of the program before; none in a new file} */
    Set<String> before() {
        return stored().orElse(Set.of());
    }

    private Optional<Set<String>> stored() {
        return table.get(StateTable.Key.TRACKED_TABLES, StoredScope::texts);
    }

    /**
     * This program tracks these tables. In a file that holds something of the log, the rows of new tables, and of those that changed, are
     * lacking.
     */
    void tracks(List<TrackedTable> tables, Set<String> changed) {
        Set<String> names = tables.stream().map(TrackedTable::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = new TreeSet<>(names);
        // An older version of this library did not note the names.
        wanted.removeAll(stored().orElse(names));
        wanted.addAll(changed);
        wanted.addAll(replica.lacking().tables());
        wanted.retainAll(names);
        table.put(StateTable.Key.TRACKED_TABLES, JsonText.of(names));
        if (replica.cursor() > 0) {
            replica.lacking(
                    new RowScope(replica.lacking().all(), replica.lacking().audiences(), wanted));
        }
        replica.schema(schema(tables));
    }

    private TrackedSchema schema(List<TrackedTable> tables) {
        Map<String, Map<String, String>> columns = tables.stream()
                .collect(Collectors.toMap(TrackedTable::name, ProgramTables::columns, (one, same) -> same));
        return new TrackedSchema(String.valueOf(table.number(StateTable.Key.APPLICATION_SCHEMA)), columns);
    }

    private static Map<String, String> columns(TrackedTable table) {
        return table.columns().stream()
                .collect(Collectors.toMap(
                        TrackedColumn::name, column -> column.type().name().toLowerCase(Locale.ROOT)));
    }
}
