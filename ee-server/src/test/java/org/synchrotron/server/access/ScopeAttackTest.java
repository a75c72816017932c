package org.synchrotron.server.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.UnfilteredAction;

/** SQL of an action that no filter has seen reads and writes nothing as somebody else, and nothing is written without capture. */
@DisplayName("SQL that changes its scope")
class ScopeAttackTest extends ServerTest {

    private static final List<String> DISGUISES = List.of(
            "set local role synchrotron_engine",
            "set role synchrotron_engine",
            "set local role other_users",
            "select set_config('role', 'synchrotron_engine', true), set_config('synchrotron.capture_mode', 'undo', true),"
                    + " set_config('synchrotron.record_id', '', true), set_config('synchrotron.grant_id', '', true),"
                    + " set_config('synchrotron.user_id', '', true)",
            "select set_config('synchrotron.user_id', 'bob', true), set_config('synchrotron.grant_id', '', true)",
            "select set_config('synchrotron.grant_id', g::text, true) from generate_series(1, 5) g",
            "select set_config('synchrotron.grant_id', '2', true), set_config('synchrotron.write_grant_id', '2', true)",
            "select set_config('synchrotron.capture_mode', 'undo', true)",
            "select set_config('synchrotron.record_id', gen_random_uuid()::text, true)",
            "set local role synchrotron_engine; select synchrotron.open_scope('guessed')",
            "select other_text('set local role synchrotron_engine')",
            "discard sequences",
            "discard sequences; set local role synchrotron_engine");

    private static final List<String> DEEDS = List.of(
            "select x from items where audience_key = 'u:bob'",
            "select id from synchrotron.action_records where user_id = 'bob'",
            "select outcome from synchrotron.action_records where user_id = 'bob'",
            "select row_id from synchrotron.action_modified_rows where audience_key = 'u:bob'",
            "select audiences::text from synchrotron.grants",
            "select audience_key from synchrotron.user_audiences where user_id = 'bob'",
            "select audience_key from synchrotron.memberships where user_id = 'bob'",
            "select digest::text from synchrotron.scope_key",
            "select currval('synchrotron.scope_runs')",
            "insert into items (id, audience_key, x) values ('stolen', 'u:bob', 1)",
            "update items set x = 99",
            "delete from items",
            "update synchrotron.action_records set args = '{}'",
            "update synchrotron.action_modified_rows set forward_patches = '{}'",
            "delete from synchrotron.applied_changes",
            "insert into synchrotron.grants (digest, audiences) values ('', '{u:bob}')",
            "select synchrotron.undo(array(select id from synchrotron.action_records))",
            "select synchrotron.revoke_user('bob')::text");

    private final Connection connection = server.database.connect();
    private LogEntry ofBob = bob.at(0, new Create.Args("b", "u:bob", 7));

    @BeforeEach
    void begin() {
        server.database.administer("""
                do $$ begin create role other_users nologin in role synchrotron_user; exception when duplicate_object then null; end $$;
                grant other_users to synchrotron_login;
                create function other_text(text text) returns void language plpgsql as $$ begin execute text; end $$""");
        UnfilteredAction.connection = connection;
        UnfilteredAction.REMEMBERED.clear();
        ofBob = bob.at(0, new Create.Args("b", "u:bob", 7));
        server.accept(bob.upload(ofBob));
        server.accept(ann.upload(ann.at(1, new Create.Args("a", "u:ann", 1))));
    }

    @AfterEach
    void end() throws Exception {
        UnfilteredAction.connection = null;
        connection.close();
    }

    private Outcome run(UnfilteredAction.Args args) {
        LogEntry attack = ann.at(10, args);
        return outcome(server.accept(ann.upload(attack), connection), attack);
    }

    /** {@return what anybody must find as it was: the rows, the log without the attacker's own record, and what else the engine has} */
    private List<String> state() {
        List<String> state = new ArrayList<>(server.database.items());
        for (String each : List.of(
                "synchrotron.action_modified_rows order by 1, 2",
                "synchrotron.applied_changes order by 1",
                "synchrotron.grants where audiences::text not like '%unique:%' order by 1",
                "synchrotron.revocations order by 1")) {
            state.addAll(server.database.rows("select * from " + each));
        }
        state.addAll(server.database.rows(
                "select id, args, outcome from synchrotron.action_records where _tag <> 'unfiltered_v1' order by 1"));
        return state;
    }

    static Stream<String> disguises() {
        return DISGUISES.stream();
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void readsAndWritesNothing(String disguise) {
        List<String> before = state();
        for (String deed : DEEDS) {
            Outcome outcome = run(new UnfilteredAction.Args(List.of(disguise), List.of(deed), false));
            assertThat(UnfilteredAction.REMEMBERED).as(deed).isEmpty();
            assertThat(outcome.reason()).as(deed).isNotNull();
            assertThat(requireNonNull(outcome.reason()).message()).doesNotContain("select", "synchrotron.", "ERROR");
        }
        assertThat(state()).isEqualTo(before);
        assertOthersGoOn();
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void readsAndWritesNothingIfItGoesOnAndSetsEverythingBack(String disguise) {
        List<String> before = state();
        for (String deed : DEEDS) {
            run(new UnfilteredAction.Args(List.of(disguise), List.of(deed), true));
            assertThat(UnfilteredAction.REMEMBERED).as(deed).isEmpty();
        }
        assertThat(state()).isEqualTo(before);
        assertOthersGoOn();
    }

    private void assertOthersGoOn() {
        LogEntry next = bob.at(100, new Add.Args("b", 1));
        assertThat(outcome(server.accept(bob.upload(next), connection), next).reason())
                .isNull();
        assertThat(values("x")).contains("(8)");
    }

    /** The second run is of another user, and takes all settings of the first: a late record makes both run again in one transaction. */
    @Test
    void whatARunRemembersIsWorthNothingInTheNextOne() {
        List<String> settings = UnfilteredAction.SETTINGS;
        List<String> reading =
                settings.stream().map("select current_setting('%s')"::formatted).toList();
        LogEntry first = ann.at(10, new UnfilteredAction.Args(List.of(), reading, false));
        String disguise = "select "
                + IntStream.range(0, settings.size())
                        .mapToObj(i -> "set_config('" + settings.get(i) + "', '%" + (i + 1) + "$s', true)")
                        .collect(Collectors.joining(", "));
        LogEntry second = bob.at(
                20, new UnfilteredAction.Args(List.of(disguise), List.of("select 'row ' || id from items"), false));
        assertThat(outcome(server.accept(ann.upload(first), connection), first).reason())
                .isNull();
        server.accept(bob.upload(second), connection);
        UnfilteredAction.REMEMBERED.clear();
        server.accept(cid.upload(cid.at(5, new Create.Args("c", "p", 1))), connection);

        assertThat(UnfilteredAction.REMEMBERED).contains("ann").noneMatch(each -> each.startsWith("row "));
        assertThat(log("outcome")).containsExactly("(adapted)", "(adapted)", "(applied)", "(rejected)", "(adapted)");
        assertOthersGoOn();
    }
}
