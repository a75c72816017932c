package org.synchrotron.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.kit.Identity;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.UnfilteredAction;

@DisplayName("Two users, one after the other on one connection of a pool")
class OneConnectionTest extends ServerTest {

    /** How the first one's transaction ends. */
    enum Ending {
        COMMIT,
        ROLLBACK,
        EXCEPTION
    }

    private static final String READ = "select id from items order by id";

    /** As much as SQL of an action may do for the session: it names the role and the user that it has anyway. */
    private static final List<String> FOR_THE_SESSION = List.of(
            "set role synchrotron_user",
            "select set_config('synchrotron.user_id', current_setting('synchrotron.user_id'), false)",
            "select set_config('synchrotron.grant_id', current_setting('synchrotron.grant_id'), false)",
            "select set_config('synchrotron.record_id', current_setting('synchrotron.record_id'), false)",
            "select set_config('synchrotron.capture_mode', 'record', false)",
            "select set_config('synchrotron.proof', current_setting('synchrotron.proof'), false)",
            "prepare reading as select id from items");

    private final Connection pooled = server.database.connect();

    @BeforeEach
    void begin() {
        UnfilteredAction.connection = pooled;
        UnfilteredAction.REMEMBERED.clear();
        server.accept(ann.upload(ann.at(0, new Create.Args("a", "u:ann", 1))));
        server.accept(bob.upload(bob.at(1, new Create.Args("b", "u:bob", 1))));
    }

    @AfterEach
    void end() throws SQLException {
        UnfilteredAction.connection = null;
        pooled.close();
    }

    @ParameterizedTest
    @CsvSource({"true,COMMIT", "true,ROLLBACK", "true,EXCEPTION", "false,COMMIT", "false,ROLLBACK", "false,EXCEPTION"})
    void nothingOfTheFirstIsThereForTheSecond(boolean annFirst, Ending ending) {
        run(annFirst ? ann : bob, ending);
        String left = TestDatabase.transaction(pooled, OneConnectionTest::left);
        assertThat(left).isEqualTo(Identity.NOBODY + " proof= locks=0 cursors=0 tables=0");

        UnfilteredAction.REMEMBERED.clear();
        Replica second = annFirst ? bob : ann;
        boolean prepared = ending == Ending.COMMIT;
        LogEntry next = second.at(
                20, new UnfilteredAction.Args(List.of(), List.of(READ, prepared ? "execute reading" : READ), false));
        assertThat(outcome(server.accept(second.upload(next), pooled), next).reason())
                .isNull();
        String own = annFirst ? "b" : "a";
        assertThat(UnfilteredAction.REMEMBERED).containsExactly(own, own);
    }

    private void run(Replica first, Ending ending) {
        LogEntry run = first.at(10, new UnfilteredAction.Args(FOR_THE_SESSION, List.of(READ), false));
        if (ending == Ending.COMMIT) {
            assertThat(outcome(server.accept(first.upload(run), pooled), run).reason())
                    .isNull();
        } else {
            assertThatThrownBy(() -> TestDatabase.transaction(pooled, sql -> {
                        UploadAnswer answer = server.accept(first.upload(run), sql);
                        if (ending == Ending.EXCEPTION) {
                            return sql.execute("select 1 / 0");
                        }
                        throw new IllegalStateException("rolled back after " + answer);
                    }))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(UnfilteredAction.REMEMBERED).hasSize(1);
    }

    private static String left(Handle sql) {
        return Identity.of(sql) + sql.createQuery("""
                        select ' proof=' || coalesce(current_setting('synchrotron.proof', true), '')
                            || ' locks=' || (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())
                            || ' cursors=' || (select count(*) from pg_cursors where is_holdable)
                            || ' tables=' || (select count(*) from pg_class where relnamespace = pg_my_temp_schema())
                        """).mapTo(String.class).one();
    }

    /** What would be there for the next user. */
    @Test
    void aRunThatLeavesRowsInTheSessionIsRejected() {
        for (String leaving : List.of(
                "create temporary table items as select * from items",
                "declare left_open cursor with hold for select * from items")) {
            LogEntry run = ann.at(30, new UnfilteredAction.Args(List.of(leaving), List.of(), false));
            assertThat(outcome(server.accept(ann.upload(run), pooled), run).reason())
                    .as(leaving)
                    .isNotNull();
            assertThat(TestDatabase.transaction(pooled, OneConnectionTest::left))
                    .endsWith(" locks=0 cursors=0 tables=0");
        }
    }
}
