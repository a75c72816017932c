package org.synchrotron.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.RowRef;

@DisplayName("A footprint")
class FootprintTest {

    private static final String UUID = "0a1b2c3d-0a1b-4c3d-8a1b-2c3d0a1b2c3d";

    @Test
    void holdsItsRowsAndNoOthers() {
        Footprint footprint = Footprint.row("todos", "a").and("todos", "b");

        assertThat(footprint.containsAll(List.of(new RowRef("todos", "a"), new RowRef("todos", "b"))))
                .isTrue();
        assertThat(footprint.containsAll(List.of(new RowRef("todos", "a"), new RowRef("todos", "c"))))
                .isFalse();
        assertThat(footprint.containsAll(List.of(new RowRef("notes", "a")))).isFalse();
    }

    @Test
    void ofAllRowsStaysOfAllRows() {
        assertThat(Footprint.GRANT.and("todos", "a")).isEqualTo(Footprint.GRANT);
        assertThat(Footprint.GRANT.containsAll(List.of(new RowRef("todos", "a"))))
                .isTrue();
    }

    @Test
    void countsTwoSpellingsOfAUuidAsOneRow() {
        assertThat(Footprint.row("todos", "{" + UUID.toUpperCase(Locale.ROOT) + "}"))
                .isEqualTo(Footprint.row("todos", UUID))
                .isEqualTo(Footprint.row("Todos", UUID.replace("-", "")));
    }

    @Test
    void readsWhatItWritesAndNoAudienceThatItDoesNotName() {
        assertThat(Footprint.audience("project:7").reading("catalogue").audiences())
                .isEqualTo(new Footprint.Declared(Set.of("project:7"), Set.of("project:7", "catalogue")));
        assertThat(Footprint.GRANT.reading("catalogue")).isEqualTo(Footprint.GRANT);
        assertThatThrownBy(() -> new Footprint.Declared(Set.of("a", "b"), Set.of("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a run reads what it writes");
    }

    @Test
    void mayNameRowsWithinItsAudiences() {
        Footprint footprint = Footprint.audience("p", "q").onlyRow("todos", "a").and("todos", "b");

        assertThat(footprint.audiences()).isEqualTo(new Footprint.Declared(Set.of("p", "q"), Set.of("p", "q")));
        assertThat(footprint.containsAll(List.of(new RowRef("todos", "b")))).isTrue();
        assertThat(footprint.containsAll(List.of(new RowRef("todos", "c")))).isFalse();
        assertThat(footprint.reading("r").rows()).isEqualTo(footprint.rows());
    }
}
