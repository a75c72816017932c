package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.kit.AudienceActions.Rehouse;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ServerTest;

/** Each test ends with the base's comparison of log and tables: a caught-up replica holds what the log folds to. */
@DisplayName("The id of a row of another audience")
class RowIdAudienceTest extends ServerTest {

    private static final String REASON =
            " was refused by the database: the id of a new row belongs to a row of another audience";

    private static void assertRejected(Outcome outcome, String tag) {
        assertThat(outcome).isEqualTo(Outcome.rejected("failed", tag + REASON));
    }

    @Test
    void isRejectedInTheActionThatDeletesTheRow() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        LogEntry rehouse = ann.at(10, new Rehouse.Args("a", "u:ann", 100));

        assertRejected(outcome(ann.sync(rehouse), rehouse), "rehouse_v1");
        assertThat(values("audience_key, x")).containsExactly("(p,4)");
    }

    @Test
    void isRejectedInTheActionThatInsertsAndDeletesTheRow() {
        LogEntry rehouse = ann.at(10, new Rehouse.Args("new", "u:ann", 100));

        assertRejected(outcome(ann.sync(rehouse), rehouse), "rehouse_v1");
        assertThat(values("id")).isEmpty();
    }

    @Test
    void isRejectedInTheUploadThatDeletesTheRow() {
        LogEntry again = ann.at(12, new Create.Args("a", "u:ann", 100));

        assertRejected(
                outcome(
                        ann.sync(ann.at(10, new Create.Args("a", "p", 4)), ann.at(11, new Drop.Args("a")), again),
                        again),
                "create_v1");
        assertThat(values("id")).isEmpty();
    }

    @Test
    void isRejectedAfterTheDeletion() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        ann.sync(ann.at(1, new Drop.Args("a")));
        LogEntry again = ann.at(12, new Create.Args("a", "u:ann", 100));

        assertRejected(outcome(ann.sync(again), again), "create_v1");
    }

    @Test
    void isRejectedToALateRecordToo() {
        ann.sync(ann.at(20, new Create.Args("a", "p", 4)));
        LogEntry late = ann.at(10, new Create.Args("a", "u:ann", 100));

        assertRejected(outcome(ann.sync(late), late), "create_v1");
        assertThat(values("audience_key, x")).containsExactly("(p,4)");
    }

    @Test
    void staysFreeForItsOwnAudience() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(1, new Drop.Args("a")));
        LogEntry again = ann.at(12, new Create.Args("a", "p", 5));

        assertThat(outcome(ann.sync(again), again).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("audience_key, x")).containsExactly("(p,5)");
    }
}
