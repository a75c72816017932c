package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;

import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.ValueLimits;

/**
 * The SQL of a table's capture triggers.
 *
 * <p>The triggers build patches by concatenation: {@code json_patch} would drop nulls, and {@code json_object} has a limit of
 * arguments.
 */
final class CaptureTriggers {
    static final String PREFIX = "synchrotron_capture_";

    /** The static methods of {@code Json} look the provider up at each call, which opens files. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    private final TrackedTable table;

    CaptureTriggers(TrackedTable table) {
        this.table = table;
    }

    /** Returns the SQL of the four triggers by trigger name. */
    Map<String, String> byName() {
        Map<String, String> triggers = new LinkedHashMap<>();
        for (String event : List.of("audience", "insert", "update", "delete")) {
            String name = PREFIX + event + "_" + table.name();
            triggers.put(name, filled(SqlResource.read("capture/" + event + ".sql"), name));
        }
        return triggers;
    }

    /** Replaces all placeholders in one pass, because a table's name may look like a placeholder. */
    private String filled(String template, String trigger) {
        Map<String, String> parts = parts(trigger);
        return PLACEHOLDER
                .matcher(template.strip())
                .replaceAll(match -> Matcher.quoteReplacement(parts.getOrDefault(match.group(1), "")));
    }

    private Map<String, String> parts(String trigger) {
        String name = table.name();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("newRow", row("NEW"));
        parts.put("oldRow", row("OLD"));
        parts.put("newChanges", changes("NEW"));
        parts.put("oldChanges", changes("OLD"));
        parts.put("oldTexts", exactTexts(column -> "TRUE"));
        parts.put("changedTexts", exactTexts(CaptureTriggers::changed));
        parts.put("refusals", refusals());
        parts.put("outside", literal("tracked table " + name + " may only be written inside an action"));
        parts.put(
                "idChanged",
                literal("the primary key of tracked table " + name
                        + " must not change: delete the row and insert it under a new id"));
        parts.put(
                "audienceChanged",
                literal("column " + name + ".audience_key must not change: delete the row and insert"
                        + " it under a new id"));
        parts.put(
                "otherAudience",
                literal("the id of a new row of table " + name
                        + " belongs to another audience: give a row in another audience a new id"));
        parts.put("tableText", literal(name));
        parts.put("trigger", quote(trigger));
        parts.put("table", quote(name));
        return parts;
    }

    private String row(String version) {
        return row(table, version);
    }

    /** An expression for all columns of the row with this alias, as JSON members. A comma precedes each; there are no braces. */
    static String row(TrackedTable table, String version) {
        return concatenated(table.columns(), column -> entry(column, version));
    }

    private String changes(String version) {
        return concatenated(
                column -> "CASE WHEN " + changed(column) + " THEN " + entry(column, version) + " ELSE '' END");
    }

    /** Does not compare storage classes: a column holds only values of its own class. */
    private static String changed(TrackedColumn column) {
        return reference("OLD", column) + " IS NOT " + reference("NEW", column) + " COLLATE BINARY";
    }

    /** An expression for the column's name in a JSON object, with a comma before it. */
    static String label(TrackedColumn column) {
        return literal("," + JSON.createValue(column.name()) + ":");
    }

    private static String entry(TrackedColumn column, String version) {
        return label(column) + " || " + ColumnSql.json(column.type(), reference(version, column));
    }

    private String refusals() {
        return refusal("NEW.id IS NULL", TrackedTable.ID, "an id")
                + refusal("NEW.audience_key IS NULL", TrackedTable.AUDIENCE_KEY, "an audience")
                + refusal(
                        ColumnSql.refused(ColumnType.TEXT, "NEW.audience_key"),
                        TrackedTable.AUDIENCE_KEY,
                        ColumnType.TEXT.content())
                + tooLong("NEW.id", TrackedTable.ID, ValueLimits.NAME_BYTES)
                + tooLong("NEW.audience_key", TrackedTable.AUDIENCE_KEY, ValueLimits.NAME_BYTES)
                + table.columns().stream()
                        .map(column -> refusal(
                                ColumnSql.refused(column.type(), reference("NEW", column)),
                                column.name(),
                                column.type().content()))
                        .collect(Collectors.joining())
                + table.columns().stream()
                        .map(column -> tooLong(reference("NEW", column), column.name(), mostBytes(column.type())))
                        .collect(Collectors.joining());
    }

    /** Returns the most bytes of a value of this type; 0 if its other limits are enough. */
    private static int mostBytes(ColumnType type) {
        return switch (type) {
            case TEXT, JSON -> ValueLimits.TEXT_BYTES;
            case BYTES -> ValueLimits.BLOB_BYTES;
            default -> 0;
        };
    }

    private String tooLong(String value, String column, int bytes) {
        return bytes == 0
                ? ""
                : refusal("octet_length(" + value + ") > " + bytes, column, "at most " + bytes + " bytes");
    }

    private String refusal(String condition, String column, String values) {
        return "\n    WHEN " + condition + " THEN RAISE(ABORT, "
                + literal("column " + table.name() + "." + column + " must hold " + values) + ")";
    }

    /**
     * An expression for the stored text of the JSON columns for which the condition holds. A patch keeps the value, not the text.
     */
    private String exactTexts(Function<TrackedColumn, String> condition) {
        List<TrackedColumn> nested = table.columns().stream()
                .filter(column -> column.type() == ColumnType.JSON)
                .toList();
        if (nested.isEmpty()) {
            return "NULL";
        }
        String texts = concatenated(
                nested,
                column -> "CASE WHEN " + condition.apply(column) + " AND " + reference("OLD", column)
                        + " IS NOT NULL THEN " + label(column) + " || json_quote(" + reference("OLD", column)
                        + ") ELSE '' END");
        return "(SELECT '{' || substr(texts, 2) || '}' FROM (SELECT " + texts + " AS texts) WHERE texts <> '')";
    }

    private static String reference(String version, TrackedColumn column) {
        return version + "." + quote(column.name());
    }

    private String concatenated(Function<TrackedColumn, String> part) {
        return concatenated(table.columns(), part);
    }

    /** Joins the parts as a balanced tree, because SQLite limits the depth of expressions and {@code ||} nests to the left. */
    static String concatenated(List<TrackedColumn> columns, Function<TrackedColumn, String> part) {
        List<String> level =
                columns.stream().map(part).map(sql -> "(" + sql + ")").toList();
        while (level.size() > 1) {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                next.add(i + 1 < level.size() ? "(" + level.get(i) + " || " + level.get(i + 1) + ")" : level.get(i));
            }
            level = next;
        }
        return level.get(0);
    }
}
