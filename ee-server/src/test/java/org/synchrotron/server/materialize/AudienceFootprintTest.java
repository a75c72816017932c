package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.AudienceActions.Borrow;
import org.synchrotron.server.kit.AudienceActions.Claim;
import org.synchrotron.server.kit.AudienceActions.Overreach;
import org.synchrotron.server.kit.AudienceActions.Put;
import org.synchrotron.server.kit.AudienceActions.Raise;
import org.synchrotron.server.kit.AudienceActions.Release;
import org.synchrotron.server.kit.AudienceActions.TryClaim;
import org.synchrotron.server.kit.FootprintActions.Attach;
import org.synchrotron.server.kit.FootprintActions.Keep;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;

/** Which later records a late one makes run again, and what a run may see and write. */
@DisplayName("A footprint of audiences")
class AudienceFootprintTest extends ServerTest {

    private static final String DENIED = "access-denied";

    /** A record that runs again gets new positions. */
    private List<String> runs(String audience) {
        return server.database.rows("select position from synchrotron.applied_changes where audience_key = '" + audience
                + "' order by position");
    }

    private List<String> badges() {
        return server.database.rows("select id, name from badges order by id");
    }

    /** {@return how many rows of the log the upload of a late record reads} By index, as in a log that is not small. */
    private long rowsRead(LogEntry late) throws SQLException {
        bob.receive();
        try (Connection connection = server.database.connect();
                Statement settings = connection.createStatement()) {
            settings.execute("set enable_seqscan = off");
            connection.commit();
            long[] read = new long[1];
            assertThat(server.accept(bob.upload(late), connection, () -> read[0] = rowsRead(connection)))
                    .isInstanceOf(Accepted.class);
            return read[0];
        }
    }

    private static long rowsRead(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
                        from pg_stat_xact_all_tables
                        where schemaname = 'synchrotron'
                            and relname in ('action_records', 'action_modified_rows', 'applied_changes')
                        """)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ofALateRecordThatMeetsNoLaterOneRunsNothingAgainAndReadsNothingOfTheRest() throws SQLException {
        ann.sync(ann.at(0, new Put.Args("a", "u:ann", 1)));
        bob.sync(bob.at(0, new Put.Args("b", "u:bob", 1)));
        for (int i = 1; i <= 10; i++) {
            ann.sync(ann.at(i * 10L, new Raise.Args("u:ann", i)));
        }
        List<String> before = runs("u:ann");
        long few = rowsRead(bob.at(5, new Raise.Args("u:bob", 1)));
        assertThat(runs("u:ann")).isEqualTo(before);
        for (int i = 11; i <= 60; i++) {
            ann.sync(ann.at(i * 10L, new Raise.Args("p", i)), ann.at(i * 10L, new Raise.Args("u:ann", i)));
        }
        assertThat(rowsRead(bob.at(6, new Raise.Args("u:bob", 2)))).isLessThanOrEqualTo(few + 5);
        assertThat(values("id, x")).contains("(b,8)");
    }

    @Test
    void isFollowedFromAudienceToAudience() {
        cid.sync(
                cid.at(0, new Put.Args("p1", "p", 1)),
                cid.at(1, new Put.Args("q1", "q", 1)),
                cid.at(2, new Put.Args("u1", "u:cid", 1)));
        cid.sync(cid.at(20, new Borrow.Args("p1", "p", "q")), cid.at(30, new Borrow.Args("u1", "u:cid", "p")));
        assertThat(values("id, x")).containsExactly("(p1,2)", "(q1,1)", "(u1,3)");
        cid.sync(cid.at(10, new Raise.Args("q", 5)));
        assertThat(values("id, x")).containsExactly("(p1,8)", "(q1,7)", "(u1,9)");
    }

    @Test
    void showsWhatIsOnlyReadAsItWasAndPutsLaterWritersBackWithoutARun() {
        cid.sync(cid.at(0, new Put.Args("p1", "p", 1)), cid.at(1, new Put.Args("q1", "q", 1)));
        cid.sync(cid.at(20, new Raise.Args("q", 0)), cid.at(30, new Raise.Args("q", 50)));
        List<String> before = runs("q");
        List<String> rows = server.database.rows("select * from items where audience_key = 'q' order by id");
        cid.sync(cid.at(10, new Borrow.Args("p1", "p", "q")), cid.at(25, new Borrow.Args("p1", "p", "q")));
        assertThat(values("id, x")).containsExactly("(p1,4)", "(q1,54)");
        assertThat(server.database.rows("select * from items where audience_key = 'q' order by id"))
                .isEqualTo(rows);
        assertThat(runs("q")).isEqualTo(before);
    }

    @Test
    void runsWritersAgainWhoseRowsAForeignKeyTiesToOthers() {
        cid.sync(cid.at(0, new Put.Args("p1", "p", 1)));
        cid.sync(cid.at(20, new Create.Args("q1", "q", 7)), cid.at(30, new Attach.Args("part", "q1", "p")));
        cid.sync(cid.at(10, new Borrow.Args("p1", "p", "q")));
        assertThat(values("id, x")).containsExactly("(p1,1)", "(q1,7)");
        assertThat(server.database.rows("select id, item_id from parts")).containsExactly("(part,q1)");
        assertThat(server.missingChanges()).isEmpty();
    }

    @Test
    void outsideTheGrantIsDeniedForEverAndNothingRuns() {
        LogEntry denied = ann.at(20, new Borrow.Args("a", "p", "q"));
        ann.sync(ann.at(0, new Put.Args("a", "p", 1)));
        Outcome outcome = outcome(ann.sync(denied), denied);
        assertThat(outcome)
                .isEqualTo(
                        Outcome.rejected(DENIED, "borrow_v1 declares the audience q, which its author does not have"));
        server.database.administer("insert into members values ('ann', 'q')");
        bob.sync(bob.at(10, new Raise.Args("p", 1)));
        assertThat(values("x")).containsExactly("(3)");
        assertThat(log("outcome")).contains("(rejected)");
        assertThatThrownBy(() -> server.execute("bob", new Borrow.Args("a", "p", "q")))
                .hasMessageContaining("declares the audience q");
    }

    @Test
    void withoutADeclarationIsDeniedIfTheDeviceWroteOutsideTheGrant() {
        JsonObject x = JsonText.object().add("x", 3).build();
        RowChange hidden = RowChange.of(
                RowChange.Operation.UPDATE,
                new RowRef("items", "hidden"),
                "q",
                x,
                JsonText.object().build());
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry denied = ann.at(20, new Create.Args("b", "p", 1), hidden);
        assertThat(outcome(ann.sync(denied), denied))
                .isEqualTo(Outcome.rejected(DENIED, "create_v1 wrote the audience q, which its author does not have"));
        bob.sync(bob.at(10, new Create.Args("c", "p", 1)));
        assertThat(values("id")).containsExactly("(a)", "(c)");
    }

    @Test
    void hidesTheRowsOfOtherAudiencesAndRefusesToWriteThem() {
        cid.sync(
                cid.at(0, new Put.Args("p1", "p", 10)),
                cid.at(1, new Put.Args("q1", "q", 20)),
                cid.at(2, new Put.Args("q2", "q", 30)));
        cid.sync(cid.at(3, new Overreach.Args("p1", "p", false)), cid.at(4, new Overreach.Args("q1", "p", false)));
        assertThat(values("id, x")).as("it sees only p1").containsExactly("(p1,1)", "(q1,20)", "(q2,30)");
        LogEntry outside = cid.at(5, new Overreach.Args("q1", "p", true));
        assertThat(outcome(cid.sync(outside), outside))
                .isEqualTo(Outcome.rejected(DENIED, "overreach_v1 was refused: it writes a row outside its footprint"));
        assertThatThrownBy(() -> server.execute("cid", new Overreach.Args("q1", "p", true)))
                .hasStackTraceContaining("row q1 of table items belongs to audience q");
        assertThat(values("id, x")).containsExactly("(p1,1)", "(q1,20)", "(q2,30)");
    }

    @Test
    void includesAUniqueConstraintThatReachesAcrossAudiences() {
        LogEntry anns = ann.at(10, new Claim.Args("a", "u:ann", "x"));
        ann.sync(anns);
        LogEntry bobs = bob.at(20, new Claim.Args("b", "u:bob", "x"));
        assertThat(outcome(bob.sync(bobs), bobs).kind()).isEqualTo(Outcome.Kind.REJECTED);
        cid.sync(cid.at(15, new Release.Args("nothing", "u:cid")));
        assertThat(badges()).containsExactly("(a,x)");
        ann.sync(ann.at(16, new Release.Args("a", "u:ann")));
        assertThat(badges()).as("the name was free at bob's place").containsExactly("(b,x)");
        cid.sync(cid.at(5, new Claim.Args("c", "u:cid", "x")));
        assertThat(badges()).as("cid was first").containsExactly("(c,x)");
        assertThat(server.missingChanges()).isEmpty();
    }

    @Test
    void includesAUniqueConstraintThatARunMetWithoutWriting() {
        ann.sync(ann.at(10, new Claim.Args("a", "u:ann", "x")));
        bob.sync(bob.at(20, new TryClaim.Args("b", "u:bob", "x")));
        assertThat(badges()).containsExactly("(a,x)");
        ann.sync(ann.at(15, new Release.Args("a", "u:ann")));
        assertThat(badges()).containsExactly("(b,x)");
    }

    @Test
    void neverHasARowIdOfAnotherAudience() {
        LogEntry anns = ann.at(10, new Create.Args("id", "u:ann", 1));
        LogEntry bobs = bob.at(5, new Create.Args("id", "u:bob", 2));
        ann.sync(anns);
        assertThat(outcome(bob.sync(bobs), bobs).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("id, audience_key, x")).containsExactly("(id,u:ann,1)");
    }

    @Test
    void isCountedWhereItLetsRecordsRunAgain() {
        ann.sync(ann.at(0, new Put.Args("a", "p", 1)), ann.at(20, new Raise.Args("p", 1)));
        bob.sync(bob.at(10, new Raise.Args("p", 1)));
        bob.sync(bob.at(5, new Create.Args("b", "p", 1)));
        assertThat(server.materializer.counts().snapshot())
                .isEqualTo(new ReplayCounts.Snapshot(
                        Map.of("raise_v1", 3L), Map.of(ReplayCounts.Widening.UNDECLARED, 1L)));
    }

    @Test
    void mayBeNamedAfterTheAuthor() {
        ann.sync(ann.at(20, new Keep.Args(1)));
        bob.sync(bob.at(20, new Keep.Args(2)));
        List<String> before = runs("u:ann");
        bob.sync(bob.at(10, new Keep.Args(3)));
        assertThat(runs("u:ann")).isEqualTo(before);
        assertThat(values("id, audience_key, x")).containsExactly("(\"of ann\",u:ann,1)", "(\"of bob\",u:bob,5)");
        assertThat(server.materializer.counts().snapshot())
                .isEqualTo(new ReplayCounts.Snapshot(Map.of("keep_v1", 1L), Map.of()));
    }
}
