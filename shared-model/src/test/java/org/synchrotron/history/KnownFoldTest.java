package org.synchrotron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.history.Entries.ROW;
import static org.synchrotron.history.Entries.base;
import static org.synchrotron.history.Entries.correction;
import static org.synchrotron.history.Entries.deleted;
import static org.synchrotron.history.Entries.inserted;
import static org.synchrotron.history.Entries.updated;

import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;

class KnownFoldTest {

    private static RowStates fold(LogEntry... entries) {
        KnownFold fold = new KnownFold();
        Stream.of(entries)
                .sorted(Comparator.comparing(entry -> ReplayKey.of(entry.record())))
                .forEach(fold::add);
        return fold.states();
    }

    private static JsonObject columns(LogEntry... entries) {
        return fold(entries).get(ROW).orElseThrow().columns();
    }

    @Test
    void theLaterRecordInReplayOrderWins() {
        JsonObject columns = columns(
                base("b", 30, 2L, updated(ROW, "x", 3)),
                base("a", 10, 1L, inserted(ROW, 1, "t")),
                base("c", 20, 3L, updated(ROW, "x", 2)));
        assertThat(columns.getInt("x")).isEqualTo(3);
    }

    @Test
    void aSecondInsertionAndChangesOfAMissingRowDoNothing() {
        assertThat(columns(base("a", 10, 1L, inserted(ROW, 1, "t")), base("b", 20, 2L, inserted(ROW, 9, "u")))
                        .getInt("x"))
                .isEqualTo(1);
        assertThat(fold(base("a", 10, 1L, updated(ROW, "x", 3), deleted(ROW))).get(ROW))
                .isEmpty();
    }

    @Nested
    class Staleness {

        private final LogEntry created = base("a", 10, 1L, inserted(ROW, 1, "t"));

        @Test
        void aCorrectionCountsIfItsAuthorHadSeenEveryWriter() {
            assertThat(columns(created, correction("server", 50, 2, updated(ROW, "x", 7)))
                            .getInt("x"))
                    .isEqualTo(7);
        }

        @Test
        void onlyCellsWrittenByAnEarlierUnseenRecordAreStale() {
            JsonObject columns = columns(
                    created,
                    base("b", 20, 9L, updated(ROW, "x", 2)),
                    correction("server", 50, 2, updated(ROW, "x", 7), updated(ROW, "y", 8)));
            assertThat(columns.getInt("x")).isEqualTo(2);
            assertThat(columns.getInt("y")).isEqualTo(8);
        }

        @Test
        void ofOneUpdateTheStaleCellsAreLeftOut() {
            LogEntry unseen = base("b", 20, 9L, updated(ROW, "x", 2));
            LogEntry both = correction("server", 50, 2, updated(ROW, Map.of("x", 7, "y", 8)));
            CellWriters writers = new CellWriters();
            writers.note(created);
            writers.note(unseen);

            assertThat(writers.withoutStaleCells(both)).containsExactly(updated(ROW, "y", 8));
            assertThat(columns(created, unseen, both).getInt("x")).isEqualTo(2);
            assertThat(columns(created, unseen, both).getInt("y")).isEqualTo(8);
        }

        @Test
        void aLaterUnseenRecordDoesNotMatter() {
            JsonObject columns = columns(
                    created,
                    base("b", 60, 9L, updated(ROW, "y", 2)),
                    correction("server", 50, 2, updated(ROW, "x", 7)));
            assertThat(columns.getInt("x")).isEqualTo(7);
        }

        @Test
        void aPendingRecordIsUnseen() {
            JsonObject columns = columns(
                    created,
                    base("b", 20, null, updated(ROW, "x", 2)),
                    correction("server", 50, 2, updated(ROW, "x", 7)));
            assertThat(columns.getInt("x")).isEqualTo(2);
        }

        @Test
        void anEarlierRecordOfTheSameClientIsSeenWithoutAnIngestId() {
            JsonObject columns = columns(
                    created, base("b", 20, null, updated(ROW, "x", 2)), correction("b", 50, 2, updated(ROW, "x", 7)));
            assertThat(columns.getInt("x")).isEqualTo(7);
        }

        @Test
        void aDeletionIsStaleIfAnUnseenRecordWroteAnyCell() {
            LogEntry unseen = base("b", 20, 9L, updated(ROW, "y", 2));
            assertThat(fold(created, correction("server", 50, 2, deleted(ROW))).get(ROW))
                    .isEmpty();
            assertThat(fold(created, unseen, correction("server", 50, 2, deleted(ROW)))
                            .get(ROW))
                    .isPresent();
        }

        @Test
        void anInsertionIsStaleIfAnUnseenRecordInsertedOrDeletedTheRow() {
            LogEntry gone = base("b", 20, 9L, deleted(ROW));
            LogEntry back = correction("server", 50, 2, inserted(ROW, 7, "c"));
            assertThat(fold(created, gone, back).get(ROW)).isEmpty();
            assertThat(fold(created, base("b", 20, 2L, deleted(ROW)), back).get(ROW))
                    .isPresent();
        }
    }
}
