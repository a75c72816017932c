package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.CountedConnection;
import org.synchrotron.server.kit.ItemActions;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

/** Counts round trips to the database: an upload takes a fixed number, and each record that runs a few more. */
class RoundTripsTest {

    /** Entering the record's scope, one statement of its action, leaving it. */
    private static final int A_RUN = 3;

    /** Beginning and end of the dry run, and for each of the two runs a query of its changes. */
    private static final int THE_COMPARISON = 4;

    private static final int SOME = 10;
    private static final int MORE = 30;

    /** The round trips of an upload of several records, and of a late record before them that makes them run again. */
    private record RoundTrips(int upload, int lateArrival) {}

    private static RoundTrips roundTrips(Supplier<TestServer> servers, int records) throws SQLException {
        try (TestServer server = servers.get();
                Connection connection = server.database.connect()) {
            CountedConnection counted = new CountedConnection(connection);
            Replica ann = new Replica(server, "ann", "ann-1");
            LogEntry[] upload = IntStream.range(0, records)
                    .mapToObj(i -> ann.at(i, new Create.Args("row " + i, "p", i)))
                    .toArray(LogEntry[]::new);
            return new RoundTrips(
                    sent(server, counted, ann, upload),
                    sent(server, counted, ann, ann.at(-1_000, new Drop.Args("nothing"))));
        }
    }

    private static int sent(TestServer server, CountedConnection counted, Replica author, LogEntry... upload) {
        author.receive();
        assertThat(server.accept(author.upload(upload), counted.connection())).isInstanceOf(Accepted.class);
        return counted.roundTrips();
    }

    private static TestServer silent() {
        return new TestServer(AcceptSettings.DEFAULT, ItemActions.withoutFootprints());
    }

    @Test
    void aRecordCostsEnteringLeavingAndItsActionsStatements() throws SQLException {
        RoundTrips some = roundTrips(RoundTripsTest::silent, SOME);
        RoundTrips more = roundTrips(RoundTripsTest::silent, MORE);

        assertThat(more.upload() - some.upload()).isEqualTo((MORE - SOME) * A_RUN);
        assertThat(more.lateArrival() - some.lateArrival()).isEqualTo((MORE - SOME) * A_RUN);
    }

    @Test
    void anUploadOfOneRecordTakesFourteenRoundTrips() throws SQLException {
        assertThat(roundTrips(RoundTripsTest::silent, 1).upload()).isEqualTo(14);
    }

    @Test
    void aRecordThatRunsTwiceCostsTwoRunsAndTheirComparison() throws SQLException {
        Supplier<TestServer> checking = () -> new TestServer(AcceptSettings.DEFAULT, impure -> {});
        int some = roundTrips(checking, SOME).upload();
        int more = roundTrips(checking, MORE).upload();

        assertThat(more - some).isEqualTo((MORE - SOME) * (2 * A_RUN + THE_COMPARISON));
    }
}
