package org.synchrotron.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.kit.Identity;
import org.synchrotron.server.kit.TestServer;

/** The run of a record in the role of its author. */
class RecordScopeTest {

    private static final Grantee ANN = TestServer.grantee("ann");
    private static final AudienceSets OF_ANN = AudienceSets.of(ANN);

    private final LoginConnection login = new LoginConnection();
    private final Handle sql = login.sql();
    private final ActionId record = new ActionId("00000000-0000-0000-0000-000000000007");
    private static final Savepoints SAVEPOINTS = new Savepoints(UUID.randomUUID());

    private final RecordScope scope = new RecordScope(sql, "set constraints all immediate", SAVEPOINTS);

    @BeforeEach
    void asTheEngine() {
        sql.execute("select set_config('role', 'synchrotron_engine', true)");
    }

    @AfterEach
    void close() throws SQLException {
        login.close();
    }

    private Identity running() {
        return new Identity("synchrotron_user", "ann", "ann", "record", record.value());
    }

    @Test
    void aRecordRunsAsItsAuthorAndIsCaptured() {
        Identity inside = scope.run(record, ANN, OF_ANN, RunBounds.NONE, login::identity, failure -> Identity.NOBODY);
        assertThat(inside).isEqualTo(running());
        assertThat(login.identity()).isEqualTo(Identity.ENGINE);
    }

    /** Of a node with another time zone, and after a record whose action changed what it could. */
    @Test
    void aRecordSeesTheSameDaysAndTablesWhereverItRuns() {
        sql.execute(
                "select set_config('TimeZone', 'Asia/Tokyo', true), set_config('IntervalStyle', 'sql_standard', true)");
        String before = formats();
        for (int i = 0; i < 2; i++) {
            String inside = scope.run(
                    record,
                    ANN,
                    OF_ANN,
                    RunBounds.NONE,
                    () -> {
                        String seen = formats();
                        sql.execute(
                                "select set_config('search_path', 'pg_temp', true), set_config('TimeZone', 'UTC+9', true)");
                        return seen;
                    },
                    failure -> "failed");
            assertThat(inside).isEqualTo("UTC ISO, MDY 1 day 02:00:00 2026-01-31 \"$user\", public");
            assertThat(formats()).isEqualTo(before);
        }
    }

    private String formats() {
        return sql.createQuery("""
                        select concat_ws(' ', current_setting('TimeZone'), current_setting('DateStyle'), justify_hours(interval '26 hours'),
                            '2026-01-31 20:00:00Z'::timestamptz::date, current_setting('search_path'))
                        """).mapTo(String.class).one();
    }

    @Test
    void anInnerBlockEndsInTheRecordsScope() {
        List<Identity> seen = new ArrayList<>();
        scope.run(
                record,
                ANN,
                OF_ANN,
                RunBounds.NONE,
                () -> {
                    seen.add(RoleScope.asEngine(sql, login::identity));
                    return seen.add(login.identity());
                },
                failure -> false);
        assertThat(seen).containsExactly(Identity.ENGINE, running());
        assertThat(login.identity()).isEqualTo(Identity.ENGINE);
    }

    @Test
    void aFailureIsUndoneWithItsRole() {
        assertUndone(() -> {
            throw new IllegalStateException("of the work");
        });
        assertUndone(() -> login.divideByZero());
        assertUndone(() -> {
            sql.execute("select set_config('role', 'none', true), set_config('synchrotron.user_id', 'eve', true)");
            throw new IllegalStateException("after it changed its role");
        });
    }

    private void assertUndone(Supplier<?> work) {
        String ended = scope.run(
                record,
                ANN,
                OF_ANN,
                RunBounds.NONE,
                () -> {
                    sql.execute("insert into items (id, audience_key, x) values ('a', 'u:ann', 1)");
                    return "done " + work.get();
                },
                failure -> "failed");
        assertThat(ended).isEqualTo("failed");
        assertThat(login.identity()).isEqualTo(Identity.ENGINE);
        assertThat(sql.createQuery("select count(*) from items")
                        .mapTo(Long.class)
                        .one())
                .isZero();
    }

    @Test
    void aStatementOfARecordEndsInTime() {
        sql.execute("set local statement_timeout = '43s'");
        String ended = scope.run(
                record,
                ANN,
                OF_ANN,
                new RunBounds(Duration.ofMillis(1_500), 0, 0),
                () -> {
                    assertThat(statementLimit()).isEqualTo("1500ms");
                    return "slept " + sql.execute("select pg_sleep(60)::text", SAVEPOINTS);
                },
                failure -> "failed");
        assertThat(ended).isEqualTo("failed");
        assertThat(statementLimit()).isEqualTo("43s");
    }

    @Test
    void theChecksOfARecordEndInTime() {
        RecordScope slow = new RecordScope(sql, "select pg_sleep(60)::text", SAVEPOINTS);
        String ended = slow.run(
                record, ANN, OF_ANN, new RunBounds(Duration.ofMillis(100), 0, 0), () -> "done", failure -> "failed");
        assertThat(ended).isEqualTo("failed");
        assertThat(login.identity()).isEqualTo(Identity.ENGINE);
    }

    @Test
    void theLimitOfARecordEndsWithIt() {
        sql.execute("set local statement_timeout = '43s'");
        scope.run(
                record, ANN, OF_ANN, new RunBounds(Duration.ofMillis(1_500), 0, 0), () -> "done", failure -> "failed");
        assertThat(statementLimit()).isEqualTo("43s");
        scope.run(
                record,
                ANN,
                OF_ANN,
                RunBounds.NONE,
                () -> assertThat(statementLimit()).isEqualTo("43s"),
                failure -> {
                    throw failure;
                });
    }

    private String statementLimit() {
        return sql.createQuery("show statement_timeout").mapTo(String.class).one();
    }

    @Test
    void anErrorIsUndoneAndThrown() {
        AssertionError error = new AssertionError("of the work");
        assertThat(catchThrowable(() -> scope.run(
                        record,
                        ANN,
                        OF_ANN,
                        RunBounds.NONE,
                        () -> {
                            throw error;
                        },
                        failure -> "failed")))
                .isSameAs(error)
                .hasNoSuppressedExceptions();
        assertThat(login.identity()).isEqualTo(Identity.ENGINE);
    }

    @Test
    void aRecordThatChangesItsRoleEndsInThePreviousOne() {
        scope.run(
                record,
                ANN,
                OF_ANN,
                RunBounds.NONE,
                () -> sql.execute(
                        "select set_config('role', 'none', true), set_config('synchrotron.user_id', 'eve', true)"),
                failure -> 0);
        assertThat(login.identity()).isEqualTo(Identity.ENGINE);
    }

    @Test
    void theFailureIsKeptIfNothingCanBeUndone() {
        IllegalStateException cause = new IllegalStateException("of the work");
        assertThatThrownBy(() -> scope.run(
                        record,
                        ANN,
                        OF_ANN,
                        RunBounds.NONE,
                        () -> {
                            sql.execute("release savepoint " + SAVEPOINTS.name("record"));
                            throw cause;
                        },
                        failure -> "failed"))
                .isInstanceOf(ScopeFailed.class)
                .hasMessageContaining("3B001")
                .hasSuppressedException(cause);
    }
}
