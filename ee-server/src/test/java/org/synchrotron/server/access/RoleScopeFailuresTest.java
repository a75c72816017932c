package org.synchrotron.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.synchrotron.server.access.LoginConnection.state;
import static org.synchrotron.server.access.LoginConnection.swallow;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.UserId;
import org.synchrotron.server.kit.Identity;
import org.synchrotron.server.kit.TestServer;

/** Blocks that end with a failure. */
class RoleScopeFailuresTest {

    private static final Caller ANN = TestServer.caller("ann");
    private static final Caller BOB = TestServer.caller("bob");

    private final LoginConnection login = new LoginConnection();
    private final Handle sql = login.sql();

    @AfterEach
    void close() throws SQLException {
        login.close();
    }

    private void assertThrownUnchanged(Throwable failure, Supplier<?> work) {
        assertThat(catchThrowable(() -> RoleScope.as(ANN, sql, work)))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        assertThat(login.identity()).isEqualTo(Identity.NOBODY);
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
            return seen.add(login.identity());
        });
        assertThat(seen).containsExactly(Identity.ENGINE);
    }

    @Test
    void anUnknownRoleChangesNothing() {
        Caller stranger = new Caller(new UserId("ann"), "no_such_role");
        sql.execute("savepoint before");
        assertThatThrownBy(() -> RoleScope.as(stranger, sql, login::identity))
                .rootCause()
                .hasMessageContaining("no_such_role");
        sql.execute("rollback to savepoint before");
        assertThat(login.identity()).isEqualTo(Identity.NOBODY);
    }

    @Test
    void aDatabaseErrorIsThrownUnchanged() throws SQLException {
        Throwable failure =
                catchThrowable(() -> RoleScope.asEngine(sql, () -> RoleScope.as(ANN, sql, () -> login.divideByZero())));

        assertThat(failure)
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasNoSuppressedExceptions();
        assertThat(state(failure)).isEqualTo("22012");
        assertThat(state(catchThrowable(login::identity)))
                .as("the transaction accepts no statement any more")
                .isEqualTo("25P02");
        login.jdbc().rollback();
        assertThat(login.identity()).isEqualTo(Identity.NOBODY);
    }

    @Test
    void aSavepointBeforeTheBlockRestoresThePreviousRole() {
        List<Identity> seen = new ArrayList<>();
        RoleScope.as(BOB, sql, () -> {
            sql.execute("savepoint before");
            Throwable failure = catchThrowable(() ->
                    RoleScope.asEngine(sql, () -> RoleScope.as(ANN, sql, () -> login.divideByZero())));
            assertThat(state(failure)).isEqualTo("22012");
            sql.execute("rollback to savepoint before");
            return seen.add(login.identity());
        });
        assertThat(seen).containsExactly(Identity.user("bob"));
        assertThat(login.identity()).isEqualTo(Identity.NOBODY);
    }

    @Test
    void aSavepointInsideTheBlockRestoresItsRoleAndTheEndThePreviousOne() {
        List<Identity> seen = new ArrayList<>();
        RoleScope.asEngine(sql, () -> {
            RoleScope.as(ANN, sql, () -> {
                sql.execute("savepoint inside");
                swallow(() -> login.divideByZero());
                sql.execute("rollback to savepoint inside");
                return seen.add(login.identity());
            });
            return seen.add(login.identity());
        });
        assertThat(seen).containsExactly(Identity.user("ann"), Identity.ENGINE);
    }

    /** Work that swallows a database error did not complete. */
    @Test
    void aSwallowedDatabaseErrorIsThrownAtTheEndOfTheBlock() {
        Throwable failure = catchThrowable(() -> RoleScope.as(ANN, sql, () -> {
            swallow(() -> login.divideByZero());
            return "done";
        }));
        assertThat(state(failure)).isEqualTo("25P02");
    }

    @Test
    void aLostConnectionDoesNotHideTheFailure() {
        IllegalStateException cause = new IllegalStateException("of the work");
        Throwable failure = catchThrowable(() -> RoleScope.as(ANN, sql, () -> {
            try {
                login.jdbc().close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            throw cause;
        }));
        assertThat(failure).isSameAs(cause);
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(JdbiException.class);
    }
}
