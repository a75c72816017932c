package org.synchrotron.server.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;

/** Records arrive at the time of their clocks, unless a test says otherwise. What is older than a minute is removed. */
@DisplayName("Records that are old")
class RecordRemovalTest extends ServerTest {

    private static final Duration AGE = Duration.ofMinutes(1);
    private static final int MINUTE = 60_000;

    private LogEntry done(Replica author, int at, Record args) {
        arriveAt(at);
        LogEntry entry = author.at(at, args);
        author.send(entry);
        return entry;
    }

    private void arriveAt(int at) {
        server.time.set(TestServer.NOW + at);
    }

    private int remove(int at) {
        arriveAt(at);
        return server.remove(AGE, 2);
    }

    private List<String> tags() {
        return log("_tag").stream().map(tag -> tag.replaceAll("[()]", "")).toList();
    }

    @Test
    void areRemovedAndWhatTheyDidStays() {
        done(ann, 0, new Create.Args("a", "p", 1));
        done(ann, 1, new Add.Args("a", 5));
        done(bob, 2, new Create.Args("b", "p", 1));
        done(bob, MINUTE, new Add.Args("a", 10));
        assertThat(remove(MINUTE + 3)).isEqualTo(3);
        assertThat(tags()).containsExactly("add_v1");
        assertThat(values("id, x")).containsExactly("(a,16)", "(b,1)");
        assertThat(server.database.rows("select removed, rows_before from synchrotron.floor"))
                .containsExactly("(3,3)");
        assertThat(remove(MINUTE + 3)).as("a second time").isZero();
    }

    @Test
    void goTooIfTheyWereRefused() {
        for (int at : List.of(0, MINUTE)) {
            server.database.administer(
                    "insert into synchrotron.refused_records (user_id, record_id, client_id, _tag, code,"
                            + " message, refused_at) values ('ann', gen_random_uuid(), 'ann-1', 'never_v1', 'failing', '"
                            + at
                            + "', to_timestamp(" + (TestServer.NOW + at) + " / 1000.0))");
        }
        assertThat(remove(MINUTE + 1)).isZero();
        assertThat(server.database.rows("select message from synchrotron.refused_records"))
                .containsExactly("(" + MINUTE + ")");
    }

    @Test
    void buildWhatLaterRecordsBuildOn() {
        done(ann, 0, new Create.Args("a", "p", 5));
        done(ann, MINUTE, new Take.Args("a", 3));
        remove(MINUTE + 2);
        LogEntry late = done(bob, MINUTE - 1, new Take.Args("a", 4));
        assertThat(values("x")).containsExactly("(1)");
        assertThat(log("outcome"))
                .as("the record, the late one, the correction")
                .containsExactly("(rejected)", "(adapted)", "(applied)");
        server.withdraw("Too much.", late);
        assertThat(values("x")).containsExactly("(2)");
    }

    @Test
    void areNotRemovedIfTheyArrivedLately() {
        done(ann, 0, new Create.Args("a", "p", 1));
        arriveAt(MINUTE);
        LogEntry late = ann.at(1, new Add.Args("a", 5));
        ann.send(late);
        done(ann, 2 * MINUTE, new Add.Args("a", 7));
        assertThat(remove(MINUTE + 10))
                .as("only what comes before the late one")
                .isEqualTo(1);
        assertThat(remove(2 * MINUTE + 10)).isEqualTo(1);
    }

    @Test
    void areNotRemovedWithTheLastThatArrived() {
        done(ann, 0, new Create.Args("a", "p", 1));
        done(ann, 1, new Add.Args("a", 1));
        assertThat(remove(9 * MINUTE)).isEqualTo(1);
        assertThat(tags()).containsExactly("add_v1");
        assertThat(done(bob, 9 * MINUTE, new Add.Args("a", 1)).record().id()).isNotNull();
        assertThat(values("x")).containsExactly("(3)");
    }

    @Test
    void stayAsLongAsTheirOutcomesAreNews() {
        done(ann, 0, new Create.Args("a", "p", 5));
        LogEntry add = done(ann, 1, new Add.Args("a", 5));
        done(ann, 2, new Add.Args("a", 1));
        arriveAt(3 * MINUTE);
        server.withdraw("Stolen.", add);
        assertThat(remove(3 * MINUTE)).isEqualTo(1);
        assertThat(tags()).contains("_InternalCorrectionApply");
    }

    @Test
    void stayIfTheyAreToBeWithdrawn() {
        LogEntry create = done(ann, 0, new Create.Args("a", "p", 5));
        done(ann, 1, new Add.Args("a", 5));
        server.database.rows("select synchrotron.withdraw('" + create.record().id() + "', 'Stolen.')");
        assertThat(remove(2 * MINUTE)).isZero();
    }

    @Test
    void cannotBeWithdrawnOnceTheyAreRemoved() {
        LogEntry create = done(ann, 0, new Create.Args("a", "p", 5));
        done(ann, 1, new Add.Args("a", 5));
        remove(2 * MINUTE);
        assertThatThrownBy(() -> server.withdraw("Stolen.", create))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was removed from the log, because it was old");
    }

    @Test
    void areAnsweredAsBeforeWhenTheyAreUploadedAgain() {
        LogEntry create = done(ann, 0, new Create.Args("a", "p", 5));
        LogEntry take = done(ann, 1, new Take.Args("a", 9));
        done(ann, 2, new Add.Args("a", 5));
        assertThat(remove(2 * MINUTE)).isEqualTo(2);
        assertThat(outcome(ann.send(create, take), create)).isEqualTo(Outcome.ADAPTED);
        assertThat(outcome(ann.send(take), take).isNoOp()).isTrue();
        assertThat(outcome(ann.send(ann.restamped(take, 2 * MINUTE)), take).isNoOp())
                .as("with another clock")
                .isTrue();
        assertThat(values("x")).containsExactly("(10)");
        assertThat(tags()).containsExactly("add_v1");
    }

    @Test
    void keepTheirIds() {
        LogEntry create = done(ann, 0, new Create.Args("a", "p", 5));
        done(ann, 2, new Add.Args("a", 5));
        remove(2 * MINUTE);
        LogEntry other = Replica.with(create, "x", Json.createValue(6));
        assertThat(refusal(ann.send(other)).code()).isEqualTo(Refusal.ID_TAKEN);
    }

    @Test
    void leaveNoPlaceForOthersBelowTheFloor() {
        done(ann, 0, new Create.Args("a", "p", 5));
        done(ann, 10, new Add.Args("a", 1));
        done(ann, MINUTE, new Add.Args("a", 5));
        remove(MINUTE + 100);
        Refused refused = refusal(bob.send(bob.at(5, new Add.Args("a", 100))));
        assertThat(refused.code()).isEqualTo(Refusal.BELOW_FLOOR);
        assertThat(refused.message()).contains("the server keeps no history from then");
        assertThat(refused.record()).isNotNull();
        bob.send(bob.at(11, new Add.Args("a", 100)));
        assertThat(values("x")).containsExactly("(111)");
    }

    @Test
    void leaveTheAudiencesOfDeletedRows() {
        done(cid, 0, new Create.Args("a", "p", 5));
        done(cid, 1, new Drop.Args("a"));
        done(cid, 2, new Create.Args("b", "p", 5));
        remove(2 * MINUTE);
        assertThat(server.database.rows("select row_id, audience_key from synchrotron.deleted_rows"))
                .containsExactly("(a,p)");
        LogEntry elsewhere = cid.at(3 * MINUTE, new Create.Args("a", "q", 5));
        arriveAt(3 * MINUTE);
        assertThat(outcome(cid.send(elsewhere), elsewhere).isNoOp()).isTrue();
        LogEntry again = cid.at(3 * MINUTE, new Create.Args("a", "p", 7));
        assertThat(outcome(cid.send(again), again)).isEqualTo(Outcome.ADAPTED);
    }

    @Test
    void takeWithThemAllThatOnlyTheyHad() {
        done(ann, 0, new Create.Args("a", "p", 5));
        done(cid, 1, new Create.Args("b", "q", 5));
        arriveAt(2);
        bob.send(bob.at(0, new Add.Args("a", 1)));
        done(ann, 3, new Label.Args("a", "x"));
        assertThat(remove(2 * MINUTE)).isEqualTo(3);
        String left = "record_id <> all (select id from synchrotron.action_records)";
        assertThat(server.database.rows("select from synchrotron.footprint_rows where " + left))
                .isEmpty();
        assertThat(server.database.rows("select from synchrotron.applied_changes where action_" + left))
                .isEmpty();
        assertThat(server.database.rows("select from synchrotron.action_modified_rows where action_" + left))
                .isEmpty();
        assertThat(server.database.rows("select from synchrotron.touched_constraints where action_" + left))
                .isEmpty();
        assertThat(server.database.rows(
                        "select distinct audience_key from synchrotron.grant_audiences where audience_key = 'q'"))
                .isEmpty();
        assertThat(server.database.rows("select from synchrotron.floor_rows")).isEmpty();
    }

    @Test
    void takeTheCorrectionsWithThem() {
        done(ann, 10, new Create.Args("a", "p", 5));
        LogEntry take = done(ann, 30, new Take.Args("a", 5));
        arriveAt(40);
        bob.send(bob.at(20, new Take.Args("a", 1)));
        assertThat(tags()).contains("_InternalCorrectionApply");
        done(ann, 50, new Label.Args("a", "x"));
        done(ann, 2 * MINUTE, new Label.Args("a", "y"));
        remove(2 * MINUTE);
        assertThat(tags()).containsExactly("label_v1");
        assertThat(server.database.rows("select from synchrotron.floor_rows")).isEmpty();
        assertThat(values("x, t")).containsExactly("(4,y)");
        assertThat(outcome(ann.send(take), take).isNoOp()).isTrue();
    }
}
