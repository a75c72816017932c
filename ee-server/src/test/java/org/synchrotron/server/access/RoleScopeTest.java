package org.synchrotron.server.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.UserId;
import org.synchrotron.server.kit.Identity;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.PostgresSql;

/** Tests scopes on one PostgreSQL connection of the login role, like one from a pool. */
class RoleScopeTest {

    private static final Caller ANN = TestServer.caller("ann");
    private static final Caller BOB = TestServer.caller("bob");

    private final TestDatabase database = new TestDatabase();
    private final Connection connection = database.connect();
    private final Handle sql = PostgresSql.open(connection);

    @AfterEach
    void close() throws SQLException {
        sql.close();
        connection.close();
        database.close();
    }

    private Identity now() {
        return Identity.of(sql);
    }

    private Object wrongSql() {
        return sql.createQuery("select 1 / 0").mapTo(Integer.class).one();
    }

    private static String state(Throwable failure) {
        return ((SQLException) requireNonNull(failure.getCause())).getSQLState();
    }

    /** For work that fails, if only what it leaves matters. */
    private static void swallow(ThrowingCallable work) {
        var unused = catchThrowable(work);
    }

    @Test
    void aBlockRunsAsItsCallerAndRestoresThePreviousRole() {
        assertThat(now()).isEqualTo(Identity.NOBODY);
        assertThat(RoleScope.as(ANN, sql, this::now)).isEqualTo(Identity.user("ann"));
        assertThat(now()).isEqualTo(Identity.NOBODY);
        assertThat(RoleScope.asEngine(sql, this::now)).isEqualTo(Identity.ENGINE);
        assertThat(now()).isEqualTo(Identity.NOBODY);
    }

    @Test
    void blocksNest() {
        List<Identity> seen = new ArrayList<>();
        RoleScope.as(ANN, sql, () -> {
            seen.add(now());
            RoleScope.asEngine(sql, () -> {
                seen.add(now());
                seen.add(RoleScope.as(BOB, sql, this::now));
                return seen.add(now());
            });
            return seen.add(now());
        });
        assertThat(seen)
                .containsExactly(
                        Identity.user("ann"),
                        Identity.ENGINE,
                        Identity.user("bob"),
                        Identity.ENGINE,
                        Identity.user("ann"));
    }

    @Test
    void theViewOfABlockEndsWithIt() {
        RoleScope.asEngine(
                sql,
                () -> sql.execute("select set_config('synchrotron.capture_mode', 'record', true),"
                        + " set_config('synchrotron.record_id', gen_random_uuid()::text, true);"
                        + " insert into items (id, audience_key, x) values ('a', 'u:ann', 1)"));
        String count = "select count(*) from items";
        assertThat(RoleScope.as(
                        BOB, sql, () -> sql.createQuery(count).mapTo(Long.class).one()))
                .isZero();
        assertThat(RoleScope.as(
                        ANN, sql, () -> sql.createQuery(count).mapTo(Long.class).one()))
                .isOne();
        assertThatThrownBy(() -> sql.createQuery(count).mapTo(Long.class).one())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    /** An application may have changed any setting before; the claim may differ from the user. */
    @Test
    void allPreviousSettingsAreRestored() {
        String record = "00000000-0000-0000-0000-000000000001";
        sql.execute("select set_config('role', 'synchrotron_user', true), set_config('synchrotron.user_id', 'u', true),"
                + " set_config('request.jwt.claim.sub', 's', true), set_config('synchrotron.capture_mode', 'record', true),"
                + " set_config('synchrotron.record_id', '" + record + "', true)");
        Identity before = new Identity("synchrotron_user", "u", "s", "record", record);
        assertThat(now()).isEqualTo(before);

        assertThat(RoleScope.as(ANN, sql, this::now))
                .as("nothing is captured for the record of the outer block")
                .isEqualTo(Identity.user("ann"));
        assertThat(now()).isEqualTo(before);
        swallow(() -> RoleScope.asEngine(sql, () -> {
            throw new IllegalStateException();
        }));
        assertThat(now()).isEqualTo(before);
    }

    @Test
    void aTransactionThatEndsInsideABlockEndsItsRole() throws SQLException {
        for (boolean commit : List.of(true, false)) {
            Identity after = RoleScope.as(ANN, sql, () -> {
                try {
                    if (commit) {
                        connection.commit();
                    } else {
                        connection.rollback();
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                return now();
            });
            assertThat(after).isEqualTo(Identity.NOBODY);
            assertThat(now()).isEqualTo(Identity.NOBODY);
            connection.commit();
        }
    }

    @Test
    void aDedicatedConnectionKeepsTheEnginesRole() throws SQLException {
        connection.setAutoCommit(true);
        RoleScope.dedicateToEngine(sql);
        assertThat(now()).isEqualTo(Identity.ENGINE);
        assertThat(now()).as("in the next transaction").isEqualTo(Identity.ENGINE);
    }

    @Nested
    class Failures {

        private void assertThrownUnchanged(Throwable failure, Supplier<?> work) {
            assertThat(catchThrowable(() -> RoleScope.as(ANN, sql, work)))
                    .isSameAs(failure)
                    .hasNoSuppressedExceptions();
            assertThat(now()).isEqualTo(Identity.NOBODY);
        }

        @Test
        void anExceptionIsThrownAndThePreviousRoleIsRestored() {
            IllegalStateException failure = new IllegalStateException("of the work");
            assertThrownUnchanged(failure, () -> {
                throw failure;
            });
        }

        @Test
        void anErrorIsThrownAndThePreviousRoleIsRestored() {
            AssertionError failure = new AssertionError("of the work");
            assertThrownUnchanged(failure, () -> {
                throw failure;
            });
        }

        @Test
        void eachOuterBlockGetsItsRoleBack() {
            List<Identity> seen = new ArrayList<>();
            RoleScope.asEngine(sql, () -> {
                swallow(() -> RoleScope.as(
                        ANN,
                        sql,
                        () -> RoleScope.as(BOB, sql, () -> {
                            throw new IllegalStateException();
                        })));
                return seen.add(now());
            });
            assertThat(seen).containsExactly(Identity.ENGINE);
        }

        @Test
        void anUnknownRoleChangesNothing() {
            Caller stranger = new Caller(new UserId("ann"), "no_such_role");
            sql.execute("savepoint before");
            assertThatThrownBy(() -> RoleScope.as(stranger, sql, RoleScopeTest.this::now))
                    .rootCause()
                    .hasMessageContaining("no_such_role");
            sql.execute("rollback to savepoint before");
            assertThat(now()).isEqualTo(Identity.NOBODY);
        }

        @Test
        void aDatabaseErrorIsThrownUnchanged() throws SQLException {
            Throwable failure =
                    catchThrowable(() -> RoleScope.asEngine(sql, () -> RoleScope.as(ANN, sql, () -> wrongSql())));

            assertThat(failure)
                    .isInstanceOf(UnableToExecuteStatementException.class)
                    .hasNoSuppressedExceptions();
            assertThat(state(failure)).isEqualTo("22012");
            assertThat(state(catchThrowable(RoleScopeTest.this::now)))
                    .as("the transaction accepts no statement any more")
                    .isEqualTo("25P02");
            connection.rollback();
            assertThat(now()).isEqualTo(Identity.NOBODY);
        }

        @Test
        void aSavepointBeforeTheBlockRestoresThePreviousRole() {
            List<Identity> seen = new ArrayList<>();
            RoleScope.as(BOB, sql, () -> {
                sql.execute("savepoint before");
                Throwable failure =
                        catchThrowable(() -> RoleScope.asEngine(sql, () -> RoleScope.as(ANN, sql, () -> wrongSql())));
                assertThat(state(failure)).isEqualTo("22012");
                sql.execute("rollback to savepoint before");
                return seen.add(now());
            });
            assertThat(seen).containsExactly(Identity.user("bob"));
            assertThat(now()).isEqualTo(Identity.NOBODY);
        }

        @Test
        void aSavepointInsideTheBlockRestoresItsRoleAndTheEndThePreviousOne() {
            List<Identity> seen = new ArrayList<>();
            RoleScope.asEngine(sql, () -> {
                RoleScope.as(ANN, sql, () -> {
                    sql.execute("savepoint inside");
                    swallow(() -> wrongSql());
                    sql.execute("rollback to savepoint inside");
                    return seen.add(now());
                });
                return seen.add(now());
            });
            assertThat(seen).containsExactly(Identity.user("ann"), Identity.ENGINE);
        }

        /** Work that swallows a database error did not complete. */
        @Test
        void aSwallowedDatabaseErrorIsThrownAtTheEndOfTheBlock() {
            Throwable failure = catchThrowable(() -> RoleScope.as(ANN, sql, () -> {
                swallow(() -> wrongSql());
                return "done";
            }));
            assertThat(state(failure)).isEqualTo("25P02");
        }

        @Test
        void aLostConnectionDoesNotHideTheFailure() {
            IllegalStateException cause = new IllegalStateException("of the work");
            Throwable failure = catchThrowable(() -> RoleScope.as(ANN, sql, () -> {
                try {
                    connection.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                throw cause;
            }));
            assertThat(failure).isSameAs(cause);
            assertThat(failure.getSuppressed()).singleElement().isInstanceOf(JdbiException.class);
        }
    }

    @Nested
    class OfARecord {

        private final ActionId record = new ActionId("00000000-0000-0000-0000-000000000007");
        private final RecordScope scope = new RecordScope(connection, "set constraints all immediate");

        @BeforeEach
        void asTheEngine() {
            sql.execute("select set_config('role', 'synchrotron_engine', true)");
        }

        private Identity running() {
            return new Identity("synchrotron_user", "ann", "ann", "record", record.value());
        }

        @Test
        void aRecordRunsAsItsAuthorAndIsCaptured() {
            Identity inside =
                    scope.run(record, TestServer.grantee("ann"), RoleScopeTest.this::now, failure -> Identity.NOBODY);
            assertThat(inside).isEqualTo(running());
            assertThat(now()).isEqualTo(Identity.ENGINE);
        }

        @Test
        void anInnerBlockEndsInTheRecordsScope() {
            List<Identity> seen = new ArrayList<>();
            scope.run(
                    record,
                    TestServer.grantee("ann"),
                    () -> {
                        seen.add(RoleScope.asEngine(sql, RoleScopeTest.this::now));
                        return seen.add(now());
                    },
                    failure -> false);
            assertThat(seen).containsExactly(Identity.ENGINE, running());
            assertThat(now()).isEqualTo(Identity.ENGINE);
        }

        @Test
        void aFailureIsUndoneWithItsRole() {
            assertUndone(() -> {
                throw new IllegalStateException("of the work");
            });
            assertUndone(() -> wrongSql());
            assertUndone(() -> {
                sql.execute("select set_config('role', 'none', true), set_config('synchrotron.user_id', 'eve', true)");
                throw new IllegalStateException("after it changed its role");
            });
        }

        private void assertUndone(Supplier<?> work) {
            String ended = scope.run(
                    record,
                    TestServer.grantee("ann"),
                    () -> {
                        sql.execute("insert into items (id, audience_key, x) values ('a', 'u:ann', 1)");
                        return "done " + work.get();
                    },
                    failure -> "failed");
            assertThat(ended).isEqualTo("failed");
            assertThat(now()).isEqualTo(Identity.ENGINE);
            assertThat(sql.createQuery("select count(*) from items")
                            .mapTo(Long.class)
                            .one())
                    .isZero();
        }

        @Test
        void anErrorIsUndoneAndThrown() {
            AssertionError error = new AssertionError("of the work");
            assertThat(catchThrowable(() -> scope.run(
                            record,
                            TestServer.grantee("ann"),
                            () -> {
                                throw error;
                            },
                            failure -> "failed")))
                    .isSameAs(error)
                    .hasNoSuppressedExceptions();
            assertThat(now()).isEqualTo(Identity.ENGINE);
        }

        @Test
        void aRecordThatChangesItsRoleEndsInThePreviousOne() {
            scope.run(
                    record,
                    TestServer.grantee("ann"),
                    () -> sql.execute(
                            "select set_config('role', 'none', true), set_config('synchrotron.user_id', 'eve', true)"),
                    failure -> 0);
            assertThat(now()).isEqualTo(Identity.ENGINE);
        }

        @Test
        void theFailureIsKeptIfNothingCanBeUndone() {
            IllegalStateException cause = new IllegalStateException("of the work");
            assertThatThrownBy(() -> scope.run(
                            record,
                            TestServer.grantee("ann"),
                            () -> {
                                sql.execute("release savepoint record");
                                throw cause;
                            },
                            failure -> "failed"))
                    .isInstanceOf(ScopeFailed.class)
                    .hasMessageContaining("3B001")
                    .hasSuppressedException(cause);
        }
    }
}
