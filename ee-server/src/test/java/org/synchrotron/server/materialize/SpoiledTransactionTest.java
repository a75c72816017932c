package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.FaultyAction;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.SpoilingAction;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.UnfilteredAction;
import org.synchrotron.server.log.FailureKind;
import org.synchrotron.server.log.PostgresSql;

/** Past the engine, an action makes its transaction useless for all that follows. That is its record's failure, and stops nobody. */
@DisplayName("A run that spoils its transaction")
class SpoiledTransactionTest extends ServerTest {

    private final Connection connection = server.database.connect();

    @BeforeEach
    void thereIsAnItem() {
        FaultyAction.mend(server.database);
        UnfilteredAction.connection = connection;
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
    }

    @AfterEach
    void end() throws SQLException {
        UnfilteredAction.connection = null;
        connection.close();
    }

    private LogEntry spoiling(long at, String statement) {
        return ann.at(at, new SpoilingAction.Args("a", 5, statement));
    }

    private UploadAnswer send(LogEntry... entries) {
        return server.accept(ann.upload(entries), connection);
    }

    private void isRejectedAlone(String code, String reason, LogEntry spoiling) {
        LogEntry before = ann.at(5, new Add.Args("a", 10));
        LogEntry after = ann.at(50, new Add.Args("a", 100));
        UploadAnswer answer = send(before, spoiling, after);

        assertThat(outcome(answer, spoiling)).isEqualTo(Outcome.rejected(code, reason));
        assertThat(outcome(answer, before).reason()).isNull();
        assertThat(outcome(answer, after).reason()).isNull();
        assertThat(values("x")).containsExactly("(111)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select set_config('transaction_read_only', 'on', true)",
                "set transaction read only",
                "set local transaction_read_only = on; update items set x = 7",
                "set transaction read only; update items set x = 7"
            })
    void byMakingItReadOnlyIsRejected(String statement) {
        LogEntry spoiling = spoiling(20, statement);
        LogEntry after = ann.at(50, new Add.Args("a", 100));
        UploadAnswer answer = send(spoiling, after);

        assertThat(outcome(answer, spoiling).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(outcome(answer, after).reason()).isNull();
        assertThat(values("x")).containsExactly("(101)");
    }

    @Test
    void byWritingAfterItMadeItReadOnlyIsRejected() {
        isRejectedAlone(
                "failed",
                "unfiltered_v1 does what an action may not (set transaction read only): an action only reads and writes rows",
                ann.at(
                        20,
                        new UnfilteredAction.Args(
                                List.of("set transaction read only"), List.of("update items set x = 7"), false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1 / 0", "update items set x = 1 / 0"})
    void byGoingOnAfterAFailureOfItsDataIsRejectedWithTheReason(String statement) {
        isRejectedAlone("failed", "spoiling_v1 failed in the database (SQLSTATE 22012)", spoiling(20, statement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"53200", "55P03", "42P01"})
    void byGoingOnAfterAFailureOfTheWorldIsNotRejected(String state) {
        FaultyAction.failWith(state, server.database);
        LogEntry spoiling = spoiling(20, "select fault()");
        assertThat(FailureKind.of(catchThrowable(() -> send(spoiling)))).isEqualTo(FailureKind.ofState(state));

        FaultyAction.mend(server.database);
        assertThat(outcome(send(spoiling), spoiling).reason()).isNull();
    }

    /** As through the server's API, in the transaction of the upload. */
    @Test
    void byExecutingAnotherActionIsRejected() {
        SpoilingAction.deed =
                () -> server.execute("ann", new Add.Args("a", 1_000), PostgresSql.open(connection, TestDatabase.KEY));
        isRejectedAlone(
                "access-denied",
                "spoiling_v1 was refused: it changes its role, its user or what is captured of it, or leaves something in the session",
                spoiling(20, SpoilingAction.DEED));
        assertThat(log("_tag")).containsExactly("(create_v1)", "(add_v1)", "(spoiling_v1)", "(add_v1)");
    }

    @Test
    void whenItRunsAgainIsRejectedAndTheLateOneIsAccepted() {
        LogEntry spoiling = spoiling(20, "select fault()");
        send(spoiling);
        assertThat(values("x")).containsExactly("(6)");
        FaultyAction.failWith("22012", server.database);

        assertThat(server.accept(bob.upload(bob.at(10, new Add.Args("a", 100))), connection))
                .isInstanceOf(Accepted.class);

        assertThat(values("x")).containsExactly("(101)");
        assertThat(log("outcome")).contains("(rejected)");
    }
}
