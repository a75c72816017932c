package org.synchrotron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.history.Entries.ROW;
import static org.synchrotron.history.Entries.deleted;
import static org.synchrotron.history.Entries.inserted;
import static org.synchrotron.history.Entries.updated;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.RowRef;

class NetEffectsTest {

    private static final RowRef OTHER = new RowRef("todos", "r2");

    @Test
    void theOrderOfRowsDoesNotMatter() {
        assertThat(NetEffects.same(
                        List.of(updated(ROW, "x", 1), updated(OTHER, "x", 2)),
                        List.of(updated(OTHER, "x", 2), updated(ROW, "x", 1))))
                .isTrue();
    }

    @Test
    void severalChangesOfARowCountAsOne() {
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1), updated(ROW, "x", 3)), List.of(updated(ROW, "x", 3))))
                .isTrue();
        assertThat(NetEffects.same(
                        List.of(inserted(ROW, 1, "t"), updated(ROW, "x", 3)), List.of(inserted(ROW, 3, "t"))))
                .isTrue();
        assertThat(NetEffects.same(List.of(inserted(ROW, 1, "t"), deleted(ROW)), List.of()))
                .isTrue();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1), deleted(ROW)), List.of(deleted(ROW))))
                .isTrue();
    }

    @Test
    void anotherValueColumnOrRowIsAnotherEffect() {
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of(updated(ROW, "x", 2))))
                .isFalse();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of(updated(ROW, "y", 1))))
                .isFalse();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of(updated(OTHER, "x", 1))))
                .isFalse();
        assertThat(NetEffects.same(List.of(updated(ROW, "x", 1)), List.of())).isFalse();
        assertThat(NetEffects.same(List.of(), List.of(deleted(ROW)))).isFalse();
    }
}
