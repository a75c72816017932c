package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.CorrectedOutcomes;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.kit.EverywhereActions.AddAll;
import org.synchrotron.server.kit.FoundingActions;
import org.synchrotron.server.kit.FoundingActions.Found;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

/** Ann, Bob and Cid share audience p; of q, Cid is a member. */
@DisplayName("A withdrawn record")
class RecordWithdrawalTest extends ServerTest {

    private static final String STOLEN = "Ann's token was stolen.";

    private LogEntry done(Replica author, long at, Record args) {
        LogEntry entry = author.at(at, args);
        author.sync(entry);
        return entry;
    }

    private String outcomeOf(LogEntry entry) {
        return server.database
                .rows("select outcome, outcome_code from synchrotron.action_records where id = '"
                        + entry.record().id() + "'")
                .get(0);
    }

    @Test
    void isUndoneAndWhatDependsOnItRunsAgain() {
        done(ann, 0, new Create.Args("a", "p", 2));
        LogEntry add = done(ann, 10, new Add.Args("a", 5));
        LogEntry take = done(bob, 20, new Take.Args("a", 4));
        done(bob, 30, new Add.Args("a", 1));
        assertThat(values("x")).containsExactly("(4)");
        assertThat(server.withdraw(STOLEN, add)).hasSize(1);
        assertThat(values("x")).as("there are only 2 to take from").containsExactly("(3)");
        assertThat(outcomeOf(add)).isEqualTo("(withdrawn,withdrawn)");
        assertThat(outcomeOf(take)).isEqualTo("(rejected,not-enough)");
    }

    @Test
    void neverComesBack() {
        done(ann, 0, new Create.Args("a", "p", 1));
        LogEntry add = done(ann, 10, new Add.Args("a", 5));
        server.withdraw(STOLEN, add);
        done(bob, 5, new Add.Args("a", 100));
        done(bob, 15, new Label.Args("a", "later"));
        assertThat(values("x, t")).containsExactly("(101,later)");
        assertThat(outcomeOf(add)).isEqualTo("(withdrawn,withdrawn)");
        server.withdraw("Bob's, too.", done(bob, 3, new Add.Args("a", 1000)));
        assertThat(values("x")).containsExactly("(101)");
        assertThat(server.withdraw(STOLEN, add)).as("a second time").isEmpty();
    }

    @Test
    void isToldToAllWhoSeeItWithTheReason() {
        LogEntry create = done(ann, 0, new Create.Args("a", "p", 1));
        LogEntry own = done(ann, 1, new Create.Args("mine", "u:ann", 1));
        List.of(ann, bob, cid).forEach(Replica::receive);
        server.withdraw(STOLEN, own);
        assertThat(bob.receive()).as("hidden from Bob").isEmpty();
        server.withdraw(STOLEN, create);
        for (Replica each : List.of(ann, bob)) {
            assertThat(each.receive()).anySatisfy(entry -> {
                assertThat(CorrectedOutcomes.of(entry.record()))
                        .containsEntry(create.record().id(), Outcome.withdrawn(STOLEN));
                assertThat(entry.effects()).extracting(RowChange::row).contains(new RowRef("items", "a"));
            });
        }
        assertThat(values("id")).isEmpty();
    }

    @Test
    void isAnsweredWhenItIsUploadedAgain() {
        LogEntry create = done(ann, 0, new Create.Args("a", "p", 1));
        server.withdraw(STOLEN, create);
        assertThat(outcome(ann.send(create), create)).isEqualTo(Outcome.withdrawn(STOLEN));
        assertThat(values("id")).isEmpty();
    }

    @Test
    void mayHaveBeenRejectedBeforeAndThenStaysANoOp() {
        LogEntry take = done(ann, 10, new Take.Args("a", 1));
        assertThat(outcomeOf(take)).isEqualTo("(rejected,not-enough)");
        server.withdraw(STOLEN, take);
        done(bob, 0, new Create.Args("a", "p", 5));
        assertThat(values("x")).containsExactly("(5)");
        assertThat(outcomeOf(take)).isEqualTo("(withdrawn,withdrawn)");
    }

    @Test
    void isUndoneUnderAllFurtherViews() {
        done(ann, 0, new Create.Args("p1", "p", 10));
        done(cid, 1, new Create.Args("q1", "q", 20));
        LogEntry all = done(ann, 10, new AddAll.Args(5));
        cid.receive();
        assertThat(values("id, x")).containsExactly("(p1,15)", "(q1,25)");
        server.withdraw(STOLEN, all);
        assertThat(values("id, x")).containsExactly("(p1,10)", "(q1,20)");
        done(cid, 2, new Add.Args("q1", 1));
        assertThat(values("id, x")).containsExactly("(p1,10)", "(q1,21)");
    }

    @Test
    void mayHaveComeByRowChanges() {
        done(ann, 0, new Create.Args("a", "p", 1));
        ann.receive();
        LogEntry paint = ann.unknown(
                5,
                "paint_v1",
                new RowChange.Updated(
                        new RowRef("items", "a"),
                        "p",
                        Json.createObjectBuilder().add("t", "red").build(),
                        Json.createObjectBuilder().addNull("t").build()));
        ann.sync(paint);
        assertThat(values("t")).containsExactly("(red)");
        server.withdraw(STOLEN, paint);
        assertThat(values("t")).containsExactly("()");
        done(bob, 2, new Add.Args("a", 1));
        assertThat(values("x, t")).containsExactly("(2,)");
    }

    @Test
    void mayHaveEffectsThatCannotBeRead() {
        done(ann, 0, new Create.Args("a", "p", 1));
        LogEntry add = done(ann, 5, new Add.Args("a", 5));
        server.database.administer("update synchrotron.action_records set args = '[]' where id = '"
                + add.record().id() + "'");
        server.withdraw(STOLEN, add);
        assertThat(values("x")).containsExactly("(1)");
        assertThat(outcomeOf(add)).isEqualTo("(withdrawn,withdrawn)");
    }

    @Test
    void mayHaveFoundedAnAudienceInWhichOthersWorkOn() {
        server.database.administer(FoundingActions.MEMBERS);
        LogEntry founding = ann.at(0, new Found.Args("room", List.of("ann", "bob")));
        String room = "room:" + founding.record().id();
        ann.sync(new LogEntry(
                founding.record(),
                null,
                List.of(new RowChange.Inserted(
                        new RowRef("items", "room"),
                        room,
                        Json.createObjectBuilder().add("x", 1).build()))));
        bob.receive();
        done(bob, 10, new Create.Args("work", room, 7));
        server.withdraw(STOLEN, founding);
        assertThat(values("id")).as("what Bob did under his grant stays").containsExactly("(work)");
    }

    @Test
    void areSeveralWithOneCorrection() {
        LogEntry[] records = new LogEntry[5];
        for (int i = 0; i < records.length; i++) {
            records[i] = done(ann, i, new Create.Args("a" + i, "p", 1));
        }
        assertThat(server.withdraw(STOLEN, records)).hasSize(5);
        assertThat(values("id")).isEmpty();
        assertThat(log("_tag")).hasSize(6).last().isEqualTo("(_InternalCorrectionApply)");
        assertThat(server.database.rows("select record_id from synchrotron.withdrawals where withdrawn_at is null"))
                .isEmpty();
    }

    @Test
    void isAnActionWithAReason() {
        LogEntry take = done(ann, 10, new Take.Args("a", 1));
        done(bob, 0, new Create.Args("a", "p", 5));
        LogEntry correction = ann.receive().stream()
                .filter(each -> each.record().isCorrection())
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> server.withdraw(STOLEN, correction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no action");
        assertThatThrownBy(() -> server.withdraw(" ", take)).hasMessageContaining("needs a reason");
        assertThatThrownBy(() -> server.withdraw("x".repeat(501), take)).hasMessageContaining("needs a reason");
        assertThatThrownBy(() -> server.withdraw(STOLEN, take, ann.at(20, new Add.Args("a", 1))))
                .hasMessageContaining("the log has no record");
        assertThat(outcomeOf(take)).isEqualTo("(adapted,)");
    }

    @Test
    void hasRun() {
        RowChange hidden = new RowChange.Inserted(
                new RowRef("items", "b"),
                "q",
                Json.createObjectBuilder().add("x", 1).build());
        LogEntry denied = ann.at(20, new Create.Args("b", "p", 1), hidden);
        ann.sync(denied);
        assertThat(server.withdraw(STOLEN, denied)).as("it never ran").isEmpty();
        assertThat(outcomeOf(denied)).isEqualTo("(rejected,access-denied)");
        assertThat(log("id")).hasSize(1);
    }
}
