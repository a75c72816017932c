package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tables of memberships")
class MembershipsTest {

    private static final int SOON_MS = 5_000;

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.define(
                "create table members (user_id text not null, team text not null, primary key (user_id, team))",
                "create table teams (team text primary key, closed boolean not null default false)",
                "create view present_members as select m.user_id, t.team from members m join teams t using (team) where not t.closed",
                """
                create or replace view synchrotron.user_audiences (user_id, audience_key) as
                select user_id, 'team:' || team from present_members union all select user_id, 'user:' || user_id from members""",
                "select synchrotron.watch_memberships()");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private List<String> watched() throws SQLException {
        return database.transaction(session -> session.rows(
                "select tgrelid::regclass::text from pg_trigger where tgname = 'synchrotron_memberships' order by 1"));
    }

    /** How many notifications these statements cause, each in a transaction of its own. */
    private int notifications(String... statements) throws SQLException {
        try (Session listening = database.administrator()) {
            listening.run("listen synchrotron_memberships").commit();
            for (String each : statements) {
                database.define(each);
            }
            return listening.notifications(statements.length, SOON_MS);
        }
    }

    @Test
    void areThoseThatTheViewReadsThroughOtherViews() throws SQLException {
        assertThat(watched()).containsExactly("members", "teams");
    }

    @Test
    void areOthersWhenTheViewIsReplaced() throws SQLException {
        database.define(
                "create or replace view synchrotron.user_audiences (user_id, audience_key) as select team, team from teams",
                "select synchrotron.watch_memberships()");
        assertThat(watched()).containsExactly("teams");
    }

    @Test
    void mayBePartitioned() throws SQLException {
        database.define(
                "create table grants (user_id text not null, area text not null) partition by list (area)",
                "create table grants_north partition of grants for values in ('north')",
                "create or replace view synchrotron.user_audiences (user_id, audience_key) as select user_id, area from grants",
                "select synchrotron.watch_memberships()",
                "select synchrotron.watch_memberships()");
        assertThat(watched()).containsExactly("grants", "grants_north");
        assertThat(notifications("insert into grants_north values ('ann', 'north')"))
                .isEqualTo(1);
    }

    @Test
    void notifyWithEachCommitThatChangesThem() throws SQLException {
        assertThat(notifications(
                        "insert into teams values ('a')",
                        "insert into members values ('ann', 'a'), ('bob', 'a')",
                        "update teams set closed = true",
                        "delete from members",
                        "truncate members"))
                .isEqualTo(5);
    }

    @Test
    void notifyNobodyOfWhatIsRolledBack() throws SQLException {
        try (Session listening = database.administrator()) {
            listening.run("listen synchrotron_memberships").commit();
            try (Session other = database.administrator()) {
                other.run("insert into teams values ('a')");
            }
            database.define("insert into teams values ('b')");
            assertThat(listening.notifications(1, SOON_MS)).isEqualTo(1);
        }
    }

    @Test
    void giveEachUserADigestThatSaysWhetherTheAudiencesAreTheSame() throws SQLException {
        database.define(
                "insert into teams values ('a'), ('b')", "insert into members values ('ann', 'a'), ('bob', 'a')");
        String digests =
                "select string_agg(digest, ' ' order by user_id) from synchrotron.audience_digests(array['ann', 'bob', 'cid'])";
        String before = database.transaction(session -> session.asEngine().value(digests));
        database.define("insert into members values ('bob', 'b')");
        String after = database.transaction(session -> session.asEngine().value(digests));
        assertThat(after.split(" ")[0]).isEqualTo(before.split(" ")[0]);
        assertThat(after.split(" ")[1]).isNotEqualTo(before.split(" ")[1]);
        assertThat(after.split(" ")[2]).isEqualTo(before.split(" ")[2]);
        database.define("delete from members where team = 'b'");
        assertThat(database.<String>transaction(session -> session.asEngine().value(digests)))
                .isEqualTo(before);
    }
}
