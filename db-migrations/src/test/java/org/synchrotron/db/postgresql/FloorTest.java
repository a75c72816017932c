package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The floor of the log")
class FloorTest {

    private static final String RECORD = "00000000-0000-4000-8000-00000000000";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", title text");
        for (int i = 1; i <= 4; i++) {
            database.define("insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, client_id,"
                    + " clock_time_ms, clock_counter, clock, args, created_at, outcome) values ('" + RECORD + i + "', "
                    + i + ", '_InternalCorrectionApply', 'server', 'server', " + i
                    + ", 1, '{}', '{}', now(), 'applied')");
        }
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private void remove(int... numbers) throws SQLException {
        StringBuilder ids = new StringBuilder();
        for (int number : numbers) {
            ids.append(ids.isEmpty() ? "" : ",").append(RECORD).append(number);
        }
        database.transaction(session -> session.asEngine()
                .value("select synchrotron.remove_records('{" + ids + "}', array_fill(null::text, array["
                        + numbers.length + "]))::text"));
    }

    private String floor(String columns) throws SQLException {
        return database.transaction(
                session -> session.asEngine().value("select (" + columns + ")::text from synchrotron.floor"));
    }

    private static void refused(ThrowingCallable statement, String state) {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(state));
    }

    @Test
    void risesToTheLastRemovedRecord() throws SQLException {
        remove(1, 2);
        assertThat(floor("clock_time_ms, rows_before, removed")).isEqualTo("(2,2,2)");
        remove(3);
        assertThat(floor("clock_time_ms, rows_before, removed")).isEqualTo("(3,3,3)");
    }

    @Test
    void neverFalls() throws SQLException {
        remove(1, 2);
        for (String change : new String[] {
            "update synchrotron.floor set clock_time_ms = 1",
            "update synchrotron.floor set rows_before = 1",
            "update synchrotron.floor set removed = 0",
            "delete from synchrotron.floor"
        }) {
            refused(() -> database.define(change), SyncSqlState.FLOOR_LOWERED);
        }
    }

    @Test
    void isOnlyRaisedByARemovalOfTheBeginning() throws SQLException {
        refused(() -> remove(2), SyncSqlState.NOT_THE_BEGINNING);
        refused(() -> remove(1, 3), SyncSqlState.NOT_THE_BEGINNING);
        remove(1);
        refused(() -> remove(1), SyncSqlState.NOT_THE_BEGINNING);
    }

    @Test
    void isNotForUsersNorForTheEngineOutsideOfAScope() throws SQLException {
        refused(
                () -> database.transaction(session -> session.asUser("ann")
                        .value("select synchrotron.remove_records('{" + RECORD + "1}', '{x}')::text")),
                "42501");
        refused(
                () -> database.transaction(session -> session.asEngine()
                        .set("synchrotron.proof", "x")
                        .value("select synchrotron.remove_records('{" + RECORD + "1}', '{x}')::text")),
                SyncSqlState.SCOPE_CHANGED);
        refused(
                () -> database.transaction(
                        session -> session.asEngine().run("update synchrotron.floor set removed = 9")),
                "42501");
    }

    @Test
    void leavesAdoptedRowsAPlaceAfterIt() throws SQLException {
        remove(1, 2, 3);
        database.define(
                "create table notes (id text primary key, audience_key text not null)",
                "insert into notes values ('n', 'a')",
                "select synchrotron.adopt('notes')");
        String place = database.transaction(session -> session.asEngine()
                .value("select clock_time_ms || ' ' || clock_counter from synchrotron.action_records"
                        + " where _tag = '_InternalAdoption'"));
        assertThat(place).isEqualTo("3 2");
    }

    @Test
    void makesAllTakeRowsWhenAnotherTableGetsTheNameOfATrackedOne() throws SQLException {
        remove(1, 2);
        database.define(
                "drop table todos cascade",
                "create table todos (id text primary key, audience_key text not null, other integer)",
                "select synchrotron.track('todos')");
        assertThat(floor("rows_before")).isEqualTo("4");
    }
}
