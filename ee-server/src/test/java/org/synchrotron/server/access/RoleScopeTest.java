package org.synchrotron.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.server.access.LoginConnection.swallow;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.kit.Identity;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;

/** Blocks in the role of a caller or of the engine. */
class RoleScopeTest {

    private static final Caller ANN = TestServer.caller("ann");
    private static final Caller BOB = TestServer.caller("bob");

    private final LoginConnection login = new LoginConnection();
    private final Handle sql = login.sql();

    @AfterEach
    void close() throws SQLException {
        login.close();
    }

    @Test
    void aBlockRunsAsItsCallerAndRestoresThePreviousRole() {
        assertThat(login.identity()).isEqualTo(Identity.NOBODY);
        assertThat(RoleScope.as(ANN, sql, login::identity)).isEqualTo(Identity.user("ann"));
        assertThat(login.identity()).isEqualTo(Identity.NOBODY);
        assertThat(RoleScope.asEngine(sql, login::identity)).isEqualTo(Identity.ENGINE);
        assertThat(login.identity()).isEqualTo(Identity.NOBODY);
    }

    @Test
    void blocksNest() {
        List<Identity> seen = new ArrayList<>();
        RoleScope.as(ANN, sql, () -> {
            seen.add(login.identity());
            RoleScope.asEngine(sql, () -> {
                seen.add(login.identity());
                seen.add(RoleScope.as(BOB, sql, login::identity));
                return seen.add(login.identity());
            });
            return seen.add(login.identity());
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
                        + " set_config('synchrotron.record_id', gen_random_uuid()::text, true),"
                        + " synchrotron.open_scope('" + TestDatabase.KEY + "');"
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
        assertThat(login.identity()).isEqualTo(before);

        assertThat(RoleScope.as(ANN, sql, login::identity))
                .as("nothing is captured for the record of the outer block")
                .isEqualTo(Identity.user("ann"));
        assertThat(login.identity()).isEqualTo(before);
        swallow(() -> RoleScope.asEngine(sql, () -> {
            throw new IllegalStateException();
        }));
        assertThat(login.identity()).isEqualTo(before);
    }

    @Test
    void aTransactionThatEndsInsideABlockEndsItsRole() throws SQLException {
        for (boolean commit : List.of(true, false)) {
            Identity after = RoleScope.as(ANN, sql, () -> {
                try {
                    if (commit) {
                        login.jdbc().commit();
                    } else {
                        login.jdbc().rollback();
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                return login.identity();
            });
            assertThat(after).isEqualTo(Identity.NOBODY);
            assertThat(login.identity()).isEqualTo(Identity.NOBODY);
            login.jdbc().commit();
        }
    }

    @Test
    void aDedicatedConnectionKeepsTheEnginesRole() throws SQLException {
        login.jdbc().setAutoCommit(true);
        RoleScope.dedicateToEngine(sql);
        assertThat(login.identity()).isEqualTo(Identity.ENGINE);
        assertThat(login.identity()).as("in the next transaction").isEqualTo(Identity.ENGINE);
    }
}
