package org.synchrotron.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The failure of a run")
class GivenIdsTest {

    private static final String SQLITE = "A PRIMARY KEY constraint failed (UNIQUE constraint failed: todos.id)";

    private final RowIds ids = RowIds.ofRecord("6f1d9b1e-6f5e-4c55-8f0e-3a9f0c1d2b3a");
    private final String milk = ids.of("todos", "key", "milk");

    private RuntimeException thrown(String database, String... arguments) {
        return new IllegalStateException(
                "cannot insert " + String.join(", ", arguments), new IllegalStateException(database));
    }

    @ParameterizedTest
    @ValueSource(strings = {SQLITE, "doppelter Schlüsselwert verletzt Unique-Constraint »todos_pkey«"})
    void isACollisionIfTwoRowsWereInsertedWithOneId(String database) {
        RuntimeException thrown = thrown(database, milk);

        assertThat(ids.explained(thrown))
                .isInstanceOfSatisfying(RowIdCollision.class, collision -> {
                    assertThat(collision.table()).isEqualTo("todos");
                    assertThat(collision.columns()).containsExactly("key");
                })
                .hasMessageContaining("two rows of todos have the same identity {\"key\":\"milk\"}")
                .hasCause(thrown);
    }

    @Test
    void namesTheRepeatedIdAndNotTheReferredRow() {
        String bread = ids.of("todos", Map.of("key", "bread"));
        ids.of("todos", "key", "bread");

        assertThat(ids.explained(thrown(SQLITE, milk, bread))).hasMessageContaining("bread");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNIQUE constraint failed: my_todos.id",
                "UNIQUE constraint failed: todos.text",
                "duplicate key value violates unique constraint \"todos_text_key\"",
                "no such table: todos"
            })
    void isUnchangedIfItHasAnotherCause(String database) {
        RuntimeException thrown = thrown(database, milk);

        assertThat(ids.explained(thrown)).isSameAs(thrown);
    }

    @Test
    void isUnchangedIfTheIdIsNotFromThisRun() {
        RuntimeException thrown = thrown(SQLITE, "my-own-key");

        assertThat(ids.explained(thrown)).isSameAs(thrown);
    }
}
