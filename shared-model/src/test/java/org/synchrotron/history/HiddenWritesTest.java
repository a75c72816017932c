package org.synchrotron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.history.Entries.ROW;
import static org.synchrotron.history.Entries.base;
import static org.synchrotron.history.Entries.deleted;
import static org.synchrotron.history.Entries.inserted;
import static org.synchrotron.history.Entries.updated;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.history.HiddenWrites.Found;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

@DisplayName("Hidden writes")
class HiddenWritesTest {

    private static final RowRef OTHER = new RowRef("todos", "r2");

    private final HiddenWrites writes = new HiddenWrites();
    private final LogEntry act = base("a", 10, 1L, updated(OTHER, "x", 1));

    private void note(LogEntry entry, List<RowChange> observed) {
        writes.noteOthers(entry.record().id(), entry.effects(), observed);
    }

    private Found among(RowChange... differences) {
        return writes.among(List.of(differences), (record, row) -> false);
    }

    @Test
    void areCellsOutsideTheKnownEffects() {
        note(act, List.of(updated(OTHER, "x", 1), updated(ROW, "x", 7)));
        assertThat(writes.rows()).containsExactly(ROW);
        Found found = among(updated(ROW, "x", 7));
        assertThat(found.changes()).containsExactly(updated(ROW, "x", 7));
        assertThat(found.corrected()).containsExactly(act.record().id());
    }

    @Test
    void areNotCellsThatTheKnownEffectsWrite() {
        note(act, List.of(updated(OTHER, "x", 2)));
        assertThat(writes.rows()).isEmpty();
        assertThat(among(updated(OTHER, "x", 2)).changes()).isEmpty();
    }

    @Test
    void belongToTheLastWriter() {
        note(act, List.of(updated(ROW, "x", 7)));
        note(base("b", 20, 2L, updated(ROW, "x", 8)), List.of(updated(ROW, "x", 9)));
        assertThat(writes.rows()).isEmpty();
    }

    @Test
    void endWithACorrectionOrARecordOfTheUsersOwn() {
        note(act, List.of(updated(ROW, "x", 7)));
        writes.note(List.of(updated(ROW, "x", 7)));
        assertThat(writes.rows()).isEmpty();
    }

    @Test
    void leaveOutTheOtherCellsOfARow() {
        note(base("b", 5, 2L, updated(ROW, "t", 8)), List.of(updated(ROW, "t", 9)));
        note(act, List.of(updated(ROW, "x", 7)));
        RowChange both = new RowChange.Updated(
                ROW,
                Entries.AUDIENCE,
                Json.createObjectBuilder().add("t", 9).add("x", 7).build(),
                Json.createObjectBuilder().add("t", 8).add("x", -1).build());
        assertThat(among(both).changes()).containsExactly(updated(ROW, "x", 7));
    }

    @Test
    void includeInsertionsAndDeletions() {
        note(act, List.of(inserted(ROW, 1, "t")));
        assertThat(among(inserted(ROW, 1, "t")).changes()).containsExactly(inserted(ROW, 1, "t"));
        note(act, List.of(deleted(ROW)));
        assertThat(among(deleted(ROW)).changes()).containsExactly(deleted(ROW));
    }

    @Test
    void areNotOfferedAgainAfterTheServerRefusedThem() {
        note(act, List.of(updated(ROW, "x", 7)));
        assertThat(writes.among(
                                List.of(updated(ROW, "x", 7)),
                                (record, row) -> record.equals(act.record().id()) && row.equals(ROW))
                        .changes())
                .isEmpty();
    }
}
