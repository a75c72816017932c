package org.synchrotron.server.materialize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.FaultyAction;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.UnexpectedFailure;
import org.synchrotron.server.runtime.RunWatch;

/** Operators are told what failed in an action, and everybody else only that it did. */
class OwnFailureTest {

    private final List<String> told = new ArrayList<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void tooSlow(ActionTooSlow tooSlow) {}

        @Override
        public void failed(ActionRecord record, Throwable failure) {
            told.add(record.id() + " " + failure.getClass().getSimpleName());
        }
    };
    private final TestServer server =
            new TestServer(TestServer.retired(), null, RunLimits.of(RunWatch.NONE, 0, () -> 0, listener));
    private final Replica ann = new Replica(server, "ann", "ann-1");

    @AfterEach
    void close() {
        server.close();
    }

    private Outcome outcome(LogEntry entry) {
        return requireNonNull(
                ((Accepted) ann.send(entry)).outcomes().get(entry.record().id()));
    }

    @Test
    void aFailureIsToldAndItsSentenceNamesNoClass() {
        LogEntry failing = ann.at(1, new UnexpectedFailure.Args("a", UnexpectedFailure.Kind.CHECKED_EXCEPTION));
        assertThat(outcome(failing))
                .isEqualTo(Outcome.rejected("failed", failing.record().tag() + " failed"));
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith(failing.record().id().value());
    }

    @Test
    void aFailureOfTheDatabaseIsToldAndItsSentenceNamesNoValue() {
        FaultyAction.failWith("22012", server.database);
        LogEntry create = ann.at(0, new Create.Args("a-secret", "p", 1));
        LogEntry faulty = ann.at(1, new FaultyAction.Args("a-secret", 1, FaultyAction.Kind.PLAIN));
        assertThat(outcome(create)).isEqualTo(Outcome.ADAPTED);
        assertThat(String.valueOf(outcome(faulty).reason())).doesNotContain("secret", "fault of", "Exception");
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith(faulty.record().id().value());
    }

    @Test
    void aRefusalIsNoFailure() {
        assertThat(outcome(ann.at(1, new Take.Args("none", 5))).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(told).isEmpty();
    }
}
