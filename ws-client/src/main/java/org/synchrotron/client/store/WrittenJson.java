package org.synchrotron.client.store;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.PortableJson;

/**
 * Finds JSON values in rows that not every replica could read. The capture triggers check all other values; SQL cannot look into
 * these as deep as it is necessary. Not thread-safe.
 */
final class WrittenJson {

    /** A patch of fewer bytes holds neither a number nor levels beyond {@link PortableJson}'s limits. */
    private static final int SHORT = 120;

    private final PreparedStatements statements;

    /** The names of the tables with JSON columns, as SQL; empty if there are none. */
    private final String tables;

    WrittenJson(PreparedStatements statements, Collection<TrackedTable> tracked) {
        this.statements = statements;
        this.tables = tracked.stream()
                .filter(table -> table.columns().stream().anyMatch(column -> column.type() == ColumnType.JSON))
                .map(table -> Identifier.literal(table.name()))
                .collect(Collectors.joining(", "));
    }

    /** {@return a sentence about the first such value that this record's run wrote; empty if there is none} */
    Optional<String> unportable(long record) {
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        AtomicReference<String> found = new AtomicReference<>();
        statements.each(
                "SELECT table_name, row_id, forward_patches FROM synchrotron_applied_changes WHERE record_number = ?"
                        + " AND octet_length(forward_patches) > " + SHORT + " AND table_name IN (" + tables
                        + ") ORDER BY position DESC",
                query -> query.setLong(1, record),
                rows -> {
                    String row = "row " + rows.getString(2) + " of table " + rows.getString(1);
                    unportable(rows.getString(3))
                            .ifPresent(part ->
                                    found.set(row + " would hold " + part + ", which not every replica could read"));
                });
        return Optional.ofNullable(found.get());
    }

    private static Optional<String> unportable(String patch) {
        try {
            return PortableJson.unportablePart(JsonText.readForUndo(patch));
        } catch (MalformedJson malformed) {
            return Optional.of("JSON with " + malformed.getMessage());
        }
    }
}
