package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.LabelMine;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("A grant")
class GrantsTest extends ServerTest {

    private void leave(String user, String audience) {
        server.database.administer(
                "delete from members where user_id = '" + user + "' and audience_key = '" + audience + "'");
    }

    private void join(String user, String audience) {
        server.database.administer("insert into members values ('" + user + "', '" + audience + "')");
    }

    @Test
    void lastsWhenItsAuthorHasLeft() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Add.Args("a", 1)));
        leave("ann", "p");
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(log("outcome")).doesNotContain("(rejected)");
        assertThat(values("id, x")).containsExactly("(a,105)");
    }

    @Test
    void doesNotGrowWhenItsAuthorJoinsAnAudience() {
        cid.sync(cid.at(0, new Create.Args("q1", "q", 1)));
        ann.sync(ann.at(20, new LabelMine.Args("seen")));
        join("ann", "q");
        bob.sync(bob.at(10, new Create.Args("p1", "p", 1)));
        assertThat(values("id, t")).containsExactly("(p1,seen)", "(q1,)");
    }

    @Test
    void givesTheSameTablesInEveryOrderOfArrival() {
        List<List<String>> tables = new ArrayList<>();
        for (boolean late : new boolean[] {false, true}) {
            String audience = late ? "p" : "r";
            join("ann", "r");
            join("bob", "r");
            List<LogEntry> others = List.of(bob.at(10, new Create.Args(audience + "2", audience, 2)));
            if (!late) {
                bob.sync(others.get(0));
            }
            ann.sync(
                    ann.at(0, new Create.Args(audience + "1", audience, 4)),
                    ann.at(20, new Add.Args(audience + "1", 1)),
                    ann.at(21, new Add.Args(audience + "2", 1)));
            leave("ann", audience);
            if (late) {
                bob.sync(others.get(0));
            }
            leave("ann", "r");
            leave("bob", "r");
            tables.add(server.database.rows(
                    "select substr(id, 2), x from items where audience_key = '" + audience + "' order by id"));
        }
        assertThat(tables.get(1)).isEqualTo(tables.get(0)).containsExactly("(1,5)", "(2,3)");
    }

    @Test
    void doesNotLetAFormerMemberWrite() {
        bob.sync(bob.at(0, new Create.Args("a", "p", 4)));
        leave("ann", "p");
        LogEntry denied = ann.at(20, new Create.Args("b", "p", 1));
        assertThat(outcome(ann.sync(denied), denied).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("id")).containsExactly("(a)");
    }

    @Test
    void isStoredOnceForAllWithTheSameAudiences() {
        for (int i = 0; i < 5; i++) {
            ann.sync(ann.at(i, new Create.Args("a" + i, "p", 1)));
        }
        leave("ann", "p");
        ann.sync(ann.at(10, new Create.Args("mine", "u:ann", 1)));
        join("ann", "p");
        ann.sync(ann.at(11, new Create.Args("again", "p", 1)));
        assertThat(log("(select audiences from synchrotron.grants g where g.id = grant_id)"))
                .containsOnly("(\"{p,u:ann}\")", "({u:ann})");
        assertThat(server.database.rows("select id from synchrotron.grants")).hasSize(2);
    }

    @Test
    void isNotForReading() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        leave("ann", "p");
        bob.sync(bob.at(10, new Add.Args("a", 1)));
        assertThat(ann.receive()).noneMatch(entry -> entry.record().author().equals(new UserId("bob")));
    }

    @Test
    void withoutItsRoleKeepsWhatIsKnown() {
        server.database.administer("create role passing nologin; grant synchrotron_user to passing;"
                + " grant passing to synchrotron_login");
        Caller passing = new Caller(new UserId("ann"), "passing");
        List<LogEntry> entries = List.of(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Add.Args("a", 1)));
        server.accept(new Upload(passing, new ClientId("ann-1"), 0, UploadedRecord.withChanges(entries)));
        assertThat(values("x")).containsExactly("(5)");
        server.database.administer("drop role passing");
        bob.sync(bob.at(10, new Add.Args("a", 100)), bob.at(30, new Add.Args("a", 1000)));
        assertThat(log("outcome")).doesNotContain("(rejected)");
        assertThat(values("x")).as("the known effect is: x is 5").containsExactly("(1005)");
    }
}
