package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The epoch of a database")
class EpochTest {

    private static final String IDENTITY =
            "select epoch, encode(key, 'hex') from synchrotron.server_identity, synchrotron.cursor_key";

    private TestDatabase database;
    private Session administrator;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.migrated();
        administrator = database.administrator();
    }

    @AfterEach
    void close() throws SQLException {
        administrator.close();
        database.close();
    }

    @Test
    void isGivenAnewWithTheKeyOfItsCursors() throws SQLException {
        String[] before = administrator.value(IDENTITY).split(" ", -1);
        String given = administrator.value("select synchrotron.new_epoch(?)", database.name());
        String[] after = administrator.value(IDENTITY).split(" ", -1);

        assertThat(after[0]).isEqualTo(given).isNotEqualTo(before[0]);
        assertThat(after[1]).isNotEqualTo(before[1]).hasSize(64);
    }

    @Test
    void staysInADatabaseThatWasNotMeant() throws SQLException {
        assertRefused("SY021", () -> administrator.value("select synchrotron.new_epoch('another')"))
                .hasMessageContaining("this is database " + database.name() + ", not another");
    }

    @Test
    void staysWhileAServerIsConnected() throws SQLException {
        try (Session node = database.login()) {
            node.asEngine().rows("select synchrotron.announce_node('{}')");
            node.commit();
            assertRefused("SY021", () -> administrator.value("select synchrotron.new_epoch(?)", database.name()))
                    .hasMessageContaining("servers are connected");
            node.rows("select pg_advisory_unlock_all()::text");
        }
        administrator.rollback();
        administrator.value("select synchrotron.new_epoch(?)", database.name());
    }

    @Test
    void isGivenByTheAdministratorOnly() throws SQLException {
        try (Session node = database.login()) {
            node.asEngine();
            assertRefused("42501", () -> node.value("select synchrotron.new_epoch(?)", database.name()));
        }
    }
}
