package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.Identity;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Break;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Nondeterministic;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.UnexpectedFailure;

class ServerExecutionTest extends ServerTest {

    @Test
    void anActionIsRecordedLastAndReturnsItsResult() {
        ann.sync(ann.at(1_000, new Create.Args("a", "p", 4)));
        ServerExecution.Executed executed = server.execute("bob", new Add.Args("a", 3));
        assertThat(executed.result()).isEqualTo(7);
        assertThat(log("user_id, client_id, clock_time_ms - " + TestServer.NOW + ", clock_counter, outcome"))
                .containsExactly("(ann,ann-1,1000,1,adapted)", "(bob,server,1000,2,applied)");
    }

    @Test
    void aRefusalReachesTheCallerAndStoresNothing() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        assertThatThrownBy(() -> server.execute("bob", new Take.Args("a", 5)))
                .isInstanceOf(ActionRejected.class)
                .hasMessage("There are only 4.");
        assertThat(log("id")).hasSize(1);
        assertThat(values("x")).containsExactly("(4)");
        server.execute("bob", new Take.Args("a", 1));
        assertThat(log("server_ingest_id")).containsExactly("(1)", "(2)");
    }

    /** An application executes actions in a transaction and a role of its own. */
    @Nested
    class InApplicationsTransaction {

        private static final String RECORD = "00000000-0000-0000-0000-000000000001";
        private static final Identity APPLICATION = new Identity("synchrotron_user", "dora", "claim", "record", RECORD);

        @BeforeEach
        void anItem() {
            ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        }

        private <T> T asApplication(Function<Handle, T> work) {
            return server.database.transaction(sql -> {
                sql.execute("select set_config('role', 'synchrotron_user', true),"
                        + " set_config('synchrotron.user_id', 'dora', true),"
                        + " set_config('request.jwt.claim.sub', 'claim', true),"
                        + " set_config('synchrotron.capture_mode', 'record', true),"
                        + " set_config('synchrotron.record_id', '" + RECORD + "', true)");
                assertThat(Identity.of(sql)).isEqualTo(APPLICATION);
                T result = work.apply(sql);
                assertThat(Identity.of(sql)).as("after the action").isEqualTo(APPLICATION);
                return result;
            });
        }

        private Throwable failure(String user, Record args) {
            return asApplication(sql -> catchThrowable(() -> server.execute(user, args, sql)));
        }

        @Test
        void theRoleIsRestoredAfterAnAction() {
            Object result = asApplication(
                    sql -> server.execute("bob", new Add.Args("a", 3), sql).result());
            assertThat(result).isEqualTo(7);
            assertThat(values("x")).containsExactly("(7)");
        }

        @Test
        void theRoleIsRestoredAfterARefusalAndTheTransactionContinues() {
            asApplication(sql -> {
                assertThatThrownBy(() -> server.execute("bob", new Take.Args("a", 5), sql))
                        .isInstanceOf(ActionRejected.class)
                        .hasNoSuppressedExceptions();
                assertThat(Identity.of(sql)).isEqualTo(APPLICATION);
                return server.execute("bob", new Take.Args("a", 1), sql);
            });
            assertThat(values("x")).containsExactly("(3)");
        }

        @Test
        void theRoleIsRestoredAfterADatabaseError() {
            assertThat(failure("bob", new Break.Args("a")))
                    .rootCause()
                    .isInstanceOf(SQLException.class)
                    .hasNoSuppressedExceptions();
            assertThat(log("id")).hasSize(1);
        }

        @Test
        void theRoleIsRestoredAfterAnyFailureOfAnAction() {
            for (UnexpectedFailure.Kind kind : UnexpectedFailure.Kind.values()) {
                assertThat(failure("bob", new UnexpectedFailure.Args("a", kind)))
                        .as("%s", kind)
                        .isNotNull();
            }
            assertThat(log("id")).hasSize(1);
            assertThat(values("t")).containsExactly("()");
        }

        /** The error comes from outside the action, so the record is not rejected. */
        @Test
        void theRoleIsRestoredAfterAnError() {
            AssertionError error = new AssertionError("of a listener");
            try (TestServer other = new TestServer(AcceptSettings.DEFAULT, impure -> {
                throw error;
            })) {
                other.database.transaction(sql -> RoleScope.as(TestServer.caller("dora"), sql, () -> {
                    Record impure = new Nondeterministic.Args("a", Nondeterministic.Kind.UUID);
                    other.execute("ann", new Create.Args("a", "p", 1), sql);
                    assertThat(catchThrowable(() -> other.execute("ann", impure, sql)))
                            .isSameAs(error)
                            .hasNoSuppressedExceptions();
                    assertThat(Identity.of(sql)).isEqualTo(Identity.user("dora"));
                    return null;
                }));
                assertThat(other.database.rows("select id from synchrotron.action_records"))
                        .hasSize(1);
            }
        }
    }
}
