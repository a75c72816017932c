package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.log.DivergenceTable;

/** The comparison reads all changes of the row in the log, so not every later record that writes the row may cause one. */
@DisplayName("A row that was corrected once is compared with the log")
class CorrectedRowsTest extends ServerTest {

    private static final RowRef ROW = new RowRef("items", "a");

    private final LogEntry late = bob.at(1_000, new Add.Args("a", 1));

    private void correct() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        ann.sync(ann.at(2_000, new Add.Args("a", 1)));
        bob.sync(late);
        assertThat(server.database.rows(
                        "select count(*) from synchrotron.action_records where _tag = '_InternalCorrectionApply'"))
                .containsExactly("(1)");
    }

    private Set<RowRef> compared(LogEntry record) {
        return server.database.transaction(sql -> RoleScope.asEngine(
                sql,
                () -> new DivergenceTable(sql)
                        .correctedLater(List.of(record.record().id()))));
    }

    @Test
    void forARecordBeforeTheCorrection() {
        correct();
        assertThat(compared(late)).containsExactly(ROW);
    }

    @Test
    void andForNoneAfterIt() {
        correct();
        LogEntry next = bob.at(3_000, new Add.Args("a", 1));
        bob.sync(next);
        assertThat(compared(next)).isEmpty();
    }

    @Test
    void andForNoneOfAnotherRow() {
        LogEntry other = ann.at(1_500, new Create.Args("b", "p", 1));
        ann.sync(other);
        correct();
        assertThat(compared(other)).isEmpty();
    }
}
