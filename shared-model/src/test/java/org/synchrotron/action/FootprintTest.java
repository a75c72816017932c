package org.synchrotron.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
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
    void ofEverythingStaysOfEverything() {
        assertThat(Footprint.EVERYTHING.and("todos", "a")).isEqualTo(Footprint.EVERYTHING);
        assertThat(Footprint.EVERYTHING.containsAll(List.of(new RowRef("todos", "a"))))
                .isTrue();
    }

    @Test
    void countsTwoSpellingsOfAUuidAsOneRow() {
        assertThat(Footprint.row("todos", "{" + UUID.toUpperCase(Locale.ROOT) + "}"))
                .isEqualTo(Footprint.row("todos", UUID))
                .isEqualTo(Footprint.row("Todos", UUID.replace("-", "")));
    }
}
