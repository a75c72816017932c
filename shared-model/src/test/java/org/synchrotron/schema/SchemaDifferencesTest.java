package org.synchrotron.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The differences between a client's tracked tables and a server's")
class SchemaDifferencesTest {

    private static final TrackedSchema SERVER = new TrackedSchema(
            "2026.11", Map.of("todos", Map.of("id", "uuid", "title", "text"), "lists", Map.of("id", "text")));

    private static TrackedSchema client(Map<String, Map<String, String>> tables) {
        return new TrackedSchema("3", tables);
    }

    private static List<String> differences(Map<String, Map<String, String>> client, RetiredNames retired) {
        return SchemaDifferences.between(client(client), SERVER, retired);
    }

    @Test
    void areNoneWhereTheClientHasLess() {
        assertThat(differences(Map.of("todos", Map.of("id", "uuid")), RetiredNames.NONE))
                .isEmpty();
        assertThat(differences(Map.of(), RetiredNames.NONE)).isEmpty();
        assertThat(differences(SERVER.tables(), RetiredNames.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "uuid, text",
        "text, timestamp",
        "date, text",
        "integer, decimal",
        "real, bigint",
        "json, json",
        "x, text"
    })
    void areNoneWhereValuesHaveTheSameForm(String type, String serverType) {
        TrackedSchema server = new TrackedSchema("1", Map.of("t", Map.of("id", "text", "c", serverType)));
        assertThat(SchemaDifferences.between(client(Map.of("t", Map.of("c", type))), server, RetiredNames.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "text, integer, strings, numbers",
        "boolean, integer, booleans, numbers",
        "bytes, text, bytes, strings",
        "json, text, JSON, strings"
    })
    void sayWhichColumnHasValuesOfAnotherForm(String type, String serverType, String here, String there) {
        TrackedSchema server = new TrackedSchema("1", Map.of("t", Map.of("id", "text", "c", serverType)));
        assertThat(SchemaDifferences.between(client(Map.of("t", Map.of("c", type))), server, RetiredNames.NONE))
                .containsExactly("column t.c holds " + here + " (" + type + ") in this program, and " + there + " ("
                        + serverType + ") on the server: upgrade this program");
    }

    @Test
    void sayWhatTheServerNeverHad() {
        assertThat(differences(
                        Map.of("todo", Map.of("id", "uuid"), "todos", Map.of("titel", "text")), RetiredNames.NONE))
                .containsExactly(
                        "the server has no tracked table todo: correct the name, or migrate the server first",
                        "the server has no column todos.titel: correct the name, or migrate the server first");
    }

    @Test
    void passOverRetiredNames() {
        RetiredNames retired = new RetiredNames(Set.of("notes"), Map.of("todos", Set.of("due")));
        Map<String, Map<String, String>> older =
                Map.of("notes", Map.of("id", "text"), "todos", Map.of("id", "uuid", "due", "date"));

        assertThat(differences(older, retired)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, true", "4, false", "0, true"})
    void sayThatASchemaIsTooOld(long minimum, boolean good) {
        assertThat(SchemaDifferences.below(minimum, client(Map.of())).isEmpty()).isEqualTo(good);
    }

    @Test
    void countAVersionThatIsNoNumberAsNought() {
        TrackedSchema odd = new TrackedSchema("three", Map.of());

        assertThat(SchemaDifferences.below(0, odd)).isEmpty();
        assertThat(SchemaDifferences.below(1, odd))
                .contains("the schema of this program has version three, the server asks for 1: upgrade this program");
    }
}
