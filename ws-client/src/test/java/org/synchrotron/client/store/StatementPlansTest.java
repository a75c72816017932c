package org.synchrotron.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.reconcile.Bench;

/** What SQLite makes of the statements that the store's classes have as constants. Parts of statements are not looked at. */
@DisplayName("The statements of a client's file")
class StatementPlansTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.synchrotron.client.store", "org.synchrotron.db.sqlite");

    private static final Pattern STATEMENT = Pattern.compile("(?s)\\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\\b.*");

    /** Tables that grow with the log. */
    private static final String LONG =
            "synchrotron_action_records|synchrotron_action_modified_rows|" + "synchrotron_applied_changes|applied";

    private static final Pattern ALL_OF_A_TABLE = Pattern.compile("SCAN (" + LONG + ")( USING .*)?");
    private static final Pattern INDEX = Pattern.compile("INDEX (synchrotron_\\w+)");

    @TempDir
    Path directory;

    private final Map<String, List<String>> plans = new TreeMap<>();
    private Bench bench;

    @BeforeEach
    void explain() throws Exception {
        bench = new Bench(directory.resolve("todos.db"));
        for (var each : CLASSES) {
            for (Field field : each.reflect().getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    explain(each.getSimpleName() + "." + field.getName(), String.valueOf(field.get(null)));
                }
            }
        }
    }

    private void explain(String name, String sql) {
        if (!STATEMENT.matcher(sql).matches()) {
            return;
        }
        List<String> plan = new ArrayList<>();
        try (var statement = bench.store().database().connection().createStatement();
                var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
            plans.put(name, plan);
        } catch (SQLException part) {
            assertThat(part.getMessage())
                    .as(name)
                    .containsAnyOf("incomplete input", "no such table: synchrotron_arriving");
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** {@return the statements in whose plan something like this occurs} */
    private Set<String> with(Pattern detail) {
        return plans.entrySet().stream()
                .filter(each -> each.getValue().stream()
                        .anyMatch(line -> detail.matcher(line).matches()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void readWholeTablesOnlyWhereThatIsRareOrEndsSoon() {
        assertThat(with(ALL_OF_A_TABLE))
                .containsExactlyInAnyOrder(
                        // They follow an index, and end at the first row that they look for.
                        "RecordTable.FIRST_OF_PENDING",
                        "RecordTable.FIRST_PENDING",
                        "RecordTable.GREATEST_ACCEPTED",
                        "LogCut.LATER",
                        // All pending records are asked for.
                        "RecordTable.PENDING",
                        // Rows came that no record here made, or left the user's view.
                        "EffectTable.APPLIED_TO_ROWS",
                        "EffectTable.OF_ROWS",
                        "RecordTable.PENDING_IN",
                        // A damaged file is replaced.
                        "CarriedOver.LATEST",
                        "CarriedOver.OF_OTHERS",
                        // Conditions are added to them.
                        "AppliedChanges.SELECT",
                        "EffectTable.TAKE",
                        "RecordTable.SUMMARY");
    }

    @Test
    void sortNothingWhoseLengthGrows() {
        assertThat(with(Pattern.compile("USE TEMP B-TREE FOR ORDER BY")))
                .containsExactlyInAnyOrder(
                        // What one change concerns, and what nobody has decided: few.
                        "PredictedRecords.OF",
                        "QuarantineTable.WITH",
                        "RecordTable.PENDING_IN",
                        // Definitions.
                        "References.COLUMNS",
                        "SideEffects.ACTING",
                        "SideEffects.RELATED",
                        "SqliteSchema.OTHERS",
                        "SqliteSchema.OWN",
                        // A damaged file is replaced.
                        "Salvage.CLIENTS");
    }

    @Test
    void useEachIndex() {
        Set<String> used = new TreeSet<>();
        plans.values()
                .forEach(plan -> plan.forEach(line -> {
                    Matcher index = INDEX.matcher(line);
                    while (index.find()) {
                        used.add(index.group(1));
                    }
                }));
        List<String> all =
                bench.texts("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'synchrotron!_%'"
                        + " ESCAPE '!' AND sql IS NOT NULL");

        assertThat(all)
                .filteredOn(index -> !index.equals("synchrotron_applied_changes_deleted"))
                .as("that one is for the capture triggers")
                .isNotEmpty()
                .allMatch(used::contains);
    }
}
