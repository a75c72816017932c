package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.kit.FoundingActions;
import org.synchrotron.server.kit.FoundingActions.Found;
import org.synchrotron.server.kit.FoundingActions.FoundIfBig;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("An audience that a record founds")
class FoundingTest extends ServerTest {

    @BeforeEach
    void membershipsAreTracked() {
        server.database.administer(FoundingActions.MEMBERS);
    }

    /** The record as its author's client uploads it: with a row of the new audience. */
    private static LogEntry uploaded(LogEntry founding, String row) {
        RowChange inserted = new RowChange.Inserted(
                new RowRef("items", row),
                audience(founding),
                Json.createObjectBuilder().add("x", 1).build());
        return new LogEntry(founding.record(), null, List.of(inserted));
    }

    private LogEntry found(Replica author, long offset, String room, String... members) {
        return uploaded(author.at(offset, new Found.Args(room, List.of(members))), room);
    }

    private static String audience(LogEntry founding) {
        return "room:" + founding.record().id();
    }

    private void areApplied(UploadAnswer answer, LogEntry... entries) {
        for (LogEntry each : entries) {
            assertThat(outcome(answer, each).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        }
    }

    @Test
    void isWorkedInByTheSameUpload() {
        LogEntry founding = found(ann, 0, "room", "ann", "bob");
        LogEntry working = ann.at(1, new Create.Args("first", audience(founding), 7));
        areApplied(ann.sync(founding, working), founding, working);
        assertThat(values("id")).containsExactly("(first)", "(member-room-ann)", "(member-room-bob)", "(room)");
        assertThat(bob.receive()).as("its members see it").hasSize(2);
        assertThat(cid.receive()).as("others do not").isEmpty();
    }

    @Test
    void isWorkedInAlsoIfItsFounderIsNoMember() {
        LogEntry founding = found(ann, 0, "room", "bob");
        LogEntry working = ann.at(1, new Create.Args("first", audience(founding), 7));
        areApplied(ann.sync(founding, working), founding, working);
        assertThat(values("id")).contains("(first)");
        LogEntry later = ann.at(2, new Create.Args("second", audience(founding), 7));
        assertThat(outcome(ann.sync(later), later).kind()).isEqualTo(Outcome.Kind.REJECTED);
    }

    @Test
    void isWorkedInByTheRestOfAnUploadOfWhichPartIsInTheLog() {
        LogEntry founding = found(ann, 0, "room", "bob");
        LogEntry working = ann.at(1, new Create.Args("first", audience(founding), 7));
        areApplied(ann.sync(founding), founding);
        areApplied(ann.sync(founding, working), founding, working);
    }

    @Test
    void staysWhenHistoryBeforeItChanges() {
        bob.sync(bob.at(0, new Create.Args("a", "p", 1)));
        LogEntry founding = found(ann, 20, "room", "ann");
        LogEntry working = ann.at(21, new Create.Args("first", audience(founding), 7));
        areApplied(ann.sync(founding, working), founding, working);
        server.database.administer("delete from members where user_id = 'ann'");
        bob.sync(bob.at(10, new Add.Args("a", 1)));
        assertThat(log("outcome")).doesNotContain("(rejected)");
        assertThat(values("id")).contains("(first)", "(room)");
    }

    @Test
    void isNobodyElses() {
        LogEntry founding = found(ann, 0, "room", "ann");
        LogEntry stolen = bob.at(1, new Create.Args("stolen", audience(founding), 7));
        assertThat(outcome(bob.sync(stolen), stolen).kind()).isEqualTo(Outcome.Kind.REJECTED);
        areApplied(ann.sync(founding), founding);
        LogEntry again = bob.at(2, new Create.Args("again", audience(founding), 7));
        assertThat(outcome(bob.sync(again), again).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("id")).containsExactly("(member-room-ann)", "(room)");
    }

    @Test
    void isNotWorkedInBeforeItIsFounded() {
        LogEntry founding = found(ann, 10, "room", "ann");
        LogEntry early = ann.at(0, new Create.Args("early", audience(founding), 7));
        UploadAnswer answer = ann.sync(early, founding);
        areApplied(answer, founding);
        assertThat(outcome(answer, early).kind()).isEqualTo(Outcome.Kind.REJECTED);
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() {
        bob.sync(bob.at(0, new Create.Args("a", "p", 1)));
        LogEntry founding = uploaded(ann.at(20, new FoundIfBig.Args("room", "a")), "room");
        LogEntry working = ann.at(21, new Create.Args("first", audience(founding), 7));
        UploadAnswer answer = ann.sync(founding, working);
        assertThat(outcome(answer, founding).kind()).isEqualTo(Outcome.Kind.REJECTED);
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(values("id")).containsExactly("(a)", "(first)", "(member-room-ann)", "(room)");
    }

    @Test
    void isNotedAsGrantedIfItIsFoundedOnlyLater() {
        bob.sync(bob.at(0, new Create.Args("a", "p", 1)));
        LogEntry founding = ann.at(20, new FoundIfBig.Args("room", "a"));
        ann.sync(founding);
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(values("id")).containsExactly("(a)", "(member-room-ann)", "(room)");
        assertThat(log("(select audiences from synchrotron.grants g where g.id = grant_id)"))
                .contains("(\"{p," + audience(founding) + ",u:ann}\")");
    }

    @Test
    void isFoundedOnTheServer() {
        Object audience =
                server.execute("ann", new Found.Args("room", List.of("bob"))).result();
        assertThat(server.database.rows("select audience_key from items where id = 'room'"))
                .containsExactly("(" + audience + ")");
        LogEntry working = bob.at(1, new Create.Args("first", String.valueOf(audience), 7));
        areApplied(bob.sync(working), working);
    }
}
