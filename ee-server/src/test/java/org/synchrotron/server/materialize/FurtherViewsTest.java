package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.Reading;
import org.synchrotron.server.kit.EverywhereActions.AddAll;
import org.synchrotron.server.kit.EverywhereActions.Attach;
import org.synchrotron.server.kit.EverywhereActions.CountAll;
import org.synchrotron.server.kit.EverywhereActions.Shy;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.LabelMine;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

/** Ann, Bob and Cid share audience p; Ann does not see q, of which Cid is a member. */
@DisplayName("A further view")
class FurtherViewsTest extends ServerTest {

    private static final String VIEWS = "select user_id from synchrotron.further_views order by 1";

    @BeforeEach
    void thereIsASharedRowAndAHiddenOne() {
        ann.sync(ann.at(0, new Create.Args("p1", "p", 10)));
        cid.sync(cid.at(1, new Create.Args("q1", "q", 20)));
    }

    private LogEntry annDoes(long at, Record args) {
        LogEntry entry = ann.at(at, args);
        ann.sync(entry);
        return entry;
    }

    private void leave(String user, String audience) {
        server.database.administer(
                "delete from members where user_id = '" + user + "' and audience_key = '" + audience + "'");
    }

    private void join(String user, String audience) {
        server.database.administer("insert into members values ('" + user + "', '" + audience + "')");
    }

    @Test
    void givesHiddenRowsWhatTheLogicGivesAndSharedRowsKeepTheAuthorsResult() {
        LogEntry all = annDoes(10, new AddAll.Args(5));
        assertThat(values("id, x")).containsExactly("(p1,15)", "(q1,20)");

        List<LogEntry> received = cid.receive();

        assertThat(values("id, x")).containsExactly("(p1,15)", "(q1,25)");
        assertThat(received)
                .filteredOn(entry -> entry.record().isCorrection())
                .flatExtracting(LogEntry::effects)
                .extracting(RowChange::row)
                .containsExactly(new RowRef("items", "q1"));
        assertThat(log("_tag, user_id")).last().isEqualTo("(_InternalCorrectionApply,server)");
        assertThat(ann.receive())
                .extracting(entry -> entry.record().id())
                .doesNotContain(received.get(received.size() - 1).record().id());
        assertThat(all.record().author()).isEqualTo(new UserId("ann"));
    }

    @Test
    void isStoredBeforeItsUserReadsTheRecord() {
        LogEntry all = annDoes(10, new AddAll.Args(5));
        assertThat(server.read("cid", 0, DeliveryLimits.DEFAULT))
                .isEqualTo(new Reading.ViewsMissing(List.of(all.record().id())));
        server.addViews("cid", List.of(all.record().id()));
        assertThat(server.read("cid", 0, DeliveryLimits.DEFAULT)).isInstanceOf(Reading.Ready.class);
        assertThat(server.read("ann", 0, DeliveryLimits.DEFAULT)).isInstanceOf(Reading.Ready.class);
    }

    @Test
    void isStoredOnceForAllDevicesOfAUser() {
        annDoes(10, new AddAll.Args(5));
        cid.receive();
        List<String> before = log("id");
        new Replica(server, "cid", "cid-2").receive();
        new Replica(server, "ann", "ann-2").receive();
        assertThat(server.database.rows(VIEWS)).containsExactly("(cid)");
        assertThat(log("id")).isEqualTo(before);
    }

    @Test
    void isNotForActionsThatConcernOnlyWhatTheirAuthorSees() {
        annDoes(10, new LabelMine.Args("seen"));
        cid.receive();
        assertThat(server.database.rows(VIEWS)).isEmpty();
        assertThat(values("id, t")).containsExactly("(p1,seen)", "(q1,)");
    }

    @Test
    void addsUpWithEveryRecord() {
        annDoes(10, new AddAll.Args(5));
        annDoes(20, new AddAll.Args(2));
        cid.receive();
        annDoes(30, new AddAll.Args(1));
        cid.receive();
        assertThat(values("id, x")).containsExactly("(p1,18)", "(q1,28)");
    }

    /** Bob and Cid both see r; whose view gives its rows their text must not depend on who reads first. */
    @ParameterizedTest
    @ValueSource(strings = {"bob cid", "cid bob"})
    void runsInTheOrderOfTheUsersInWhateverOrderTheyRead(String readers) {
        join("bob", "r");
        join("cid", "r");
        cid.sync(cid.at(2, new Create.Args("r1", "r", 1)));
        annDoes(10, new CountAll.Args());
        for (String reader : readers.split(" ", -1)) {
            (reader.equals("bob") ? bob : cid).receive();
        }
        assertThat(values("id, t")).containsExactly("(p1,ann1)", "(q1,ann3)", "(r1,ann2)");
        assertThat(server.database.rows(VIEWS)).containsExactly("(bob)", "(cid)");
    }

    @Test
    void runsAgainWhenARecordComesLate() {
        annDoes(10, new AddAll.Args(5));
        cid.receive();
        cid.sync(cid.at(5, new Create.Args("q2", "q", 100)));
        bob.sync(bob.at(6, new Create.Args("p2", "p", 200)));
        assertThat(values("id, x")).containsExactly("(p1,15)", "(p2,205)", "(q1,25)", "(q2,105)");
        cid.sync(cid.at(7, new Add.Args("q1", 1000)));
        assertThat(values("id, x")).contains("(q1,1025)");
    }

    @Test
    void givesTheSameTablesInEveryOrderOfArrival() {
        List<List<String>> tables = new ArrayList<>();
        for (String audience : List.of("r", "s")) {
            join("cid", audience);
            LogEntry hidden = cid.at(5, new Create.Args(audience + "1", audience, 1));
            if (audience.equals("r")) {
                cid.sync(hidden);
            }
            annDoes(10, new AddAll.Args(5));
            annDoes(11, new CountAll.Args());
            cid.receive();
            if (audience.equals("s")) {
                cid.sync(hidden);
            }
            tables.add(server.database.rows("select x from items where audience_key = '" + audience + "'"));
            annDoes(12, new AddAll.Args(-5));
            cid.receive();
            leave("cid", audience);
        }
        assertThat(tables.get(1)).isEqualTo(tables.get(0));
    }

    @Test
    void lastsWhenItsUserLeavesOrJoinsAnAudience() {
        annDoes(10, new AddAll.Args(5));
        cid.receive();
        leave("cid", "q");
        join("cid", "r");
        join("bob", "r");
        bob.sync(bob.at(5, new Create.Args("p2", "p", 0)), bob.at(6, new Create.Args("r1", "r", 0)));
        cid.receive();
        assertThat(values("id, x"))
                .as("Bob, who sees r, has read past it")
                .containsExactly("(p1,15)", "(p2,5)", "(q1,25)", "(r1,5)");
        assertThat(server.database.rows(VIEWS)).containsExactly("(bob)", "(cid)");
    }

    @Test
    void keepsNothingIfTheRunUnderItFails() {
        LogEntry shy = annDoes(10, new Shy.Args(1));
        cid.receive();
        assertThat(values("id, x")).containsExactly("(p1,11)", "(q1,20)");
        assertThat(log("outcome")).containsOnly("(adapted)").hasSize(3);
        bob.sync(bob.at(5, new Create.Args("p2", "p", 0)));
        assertThat(log("outcome")).as("now it fails under its grant, too").contains("(rejected)");
        assertThat(values("id, x")).containsExactly("(p1,10)", "(p2,0)", "(q1,20)");
        assertThat(shy.record().id()).isNotNull();
    }

    /** Under Cid's view the shared row has another name; it is not kept, so the part of it cannot be either. */
    @Test
    void keepsNothingIfWhatItKeepsNeedsWhatItDoesNotKeep() {
        annDoes(10, new Attach.Args());
        cid.receive();
        assertThat(values("id")).containsExactly("(p1)", "(q1)", "(seen1)");
        assertThat(server.database.rows("select id from parts")).isEmpty();
        assertThat(server.database.rows(VIEWS)).containsExactly("(cid)");
    }

    @Test
    void withoutItsRoleKeepsWhatIsKnown() {
        server.database.administer("create role passing nologin; grant synchrotron_user to passing;"
                + " grant passing to synchrotron_login");
        LogEntry all = annDoes(10, new AddAll.Args(5));
        server.addViews(
                new Caller(new UserId("cid"), "passing"), List.of(all.record().id()));
        assertThat(values("id, x")).containsExactly("(p1,15)", "(q1,25)");
        server.database.administer("drop role passing");
        bob.sync(bob.at(5, new Add.Args("p1", 100)), bob.at(30, new Add.Args("p1", 1)));
        assertThat(values("id, x")).containsExactly("(p1,116)", "(q1,25)");
        assertThat(log("outcome")).doesNotContain("(rejected)");
    }
}
