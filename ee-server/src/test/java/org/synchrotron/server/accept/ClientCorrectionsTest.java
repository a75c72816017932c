package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.LabelMine;
import org.synchrotron.server.kit.ServerTest;

/** Cid sees audience q, which ann does not see; ann labels all rows that she sees. */
@DisplayName("Corrections of clients")
class ClientCorrectionsTest extends ServerTest {

    LogEntry all;

    @BeforeEach
    void annLabelsWhatSheSees() {
        ann.sync(ann.at(0, new Create.Args("shared", "p", 1)));
        cid.sync(cid.at(1, new Create.Args("hidden", "q", 2)));
        all = ann.at(10, new LabelMine.Args("7"));
        ann.sync(all);
        cid.receive();
    }

    private static RowChange label(String row, String audience, String text) {
        return new RowChange.Updated(
                new RowRef("items", row),
                audience,
                Json.createObjectBuilder().add("t", text).build(),
                Json.createObjectBuilder().addNull("t").build());
    }

    @Test
    void areRefused() {
        List<String> before = log("id");
        LogEntry correction = cid.correction(20, List.of(all), label("hidden", "q", "7"));
        var refusal = refusal(cid.send(cid.at(19, new Label.Args("shared", "with it")), correction));
        assertThat(refusal.code()).isEqualTo(Refusal.INVALID_RECORD);
        assertThat(refusal.record()).isEqualTo(correction.record().id());
        assertThat(refusal.message()).contains("only the server makes corrections");
        assertThat(log("id")).isEqualTo(before);
        assertThat(values("id, t")).containsExactly("(hidden,)", "(shared,7)");
    }

    /** An older version of the server accepted them. */
    @Nested
    @DisplayName("that the log holds")
    class OfBefore {

        private LogEntry correction;

        @BeforeEach
        void cidHasContributed() {
            correction = cid.correction(20, List.of(all), label("hidden", "q", "7"));
            LogEntry change = cid.at(20, new Label.Args("hidden", "7"));
            cid.sync(change);
            server.database.alter("update synchrotron.action_records set _tag = '"
                    + correction.record().tag() + "', args = '"
                    + correction.record().args() + "' where id = '"
                    + change.record().id() + "'");
        }

        @Test
        void areDeliveredLikeOthers() {
            assertThat(cid.receive())
                    .anySatisfy(
                            entry -> assertThat(entry.record().isCorrection()).isTrue());
        }

        @Test
        void areUndoneAndAppliedAgainAtTheirPlace() {
            cid.sync(cid.at(30, new Label.Args("hidden", "later")));
            bob.sync(bob.at(5, new Create.Args("late", "p", 9)));
            assertThat(values("id, t")).containsExactly("(hidden,later)", "(late,7)", "(shared,7)");
        }

        @Test
        void areFixedWhateverComesBeforeThem() {
            cid.sync(cid.at(15, new Label.Args("hidden", "mine")));
            cid.sync(cid.at(16, new Create.Args("other", "q", 1)));
            assertThat(values("id, t")).contains("(hidden,7)");
        }

        @Test
        void stayWhereTheirArgumentsCannotBeRead() {
            server.database.alter("update synchrotron.action_records set args = '{}' where client_id = 'cid-1'"
                    + " and _tag = '_InternalCorrectionApply'");
            bob.sync(bob.at(5, new Create.Args("late", "p", 9)));
            assertThat(values("id, t")).containsExactly("(hidden,7)", "(late,7)", "(shared,7)");
            assertThat(server.unreadable).hasSize(1);
        }

        @Test
        void applyInTheEnginesRoleIfTheirOwnIsLost() {
            server.database.alter("update synchrotron.action_records set user_role = 'gone' where _tag ="
                    + " '_InternalCorrectionApply'");
            bob.sync(bob.at(5, new Create.Args("late", "p", 9)));
            assertThat(values("id, t")).containsExactly("(hidden,7)", "(late,7)", "(shared,7)");
        }
    }
}
