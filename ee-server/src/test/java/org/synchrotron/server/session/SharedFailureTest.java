package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.FootprintActions.Attach;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Assemble;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.UnexpectedFailure;

@DisplayName("Uploads that wait at the same time as one that fails")
class SharedFailureTest extends ServerTest {

    /** Muted, because the tests let uploads fail. Held in a field, because an unreferenced logger loses its level. */
    private static final Logger LOG = Logger.getLogger(UploadQueue.class.getName());

    private final UploadLine line = new UploadLine(server, entry -> {});

    @BeforeAll
    static void muteWarnings() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreWarnings() {
        LOG.setLevel(null);
    }

    private List<ActionId> logged() {
        return log("id").stream()
                .map(id -> new ActionId(id.substring(1, id.length() - 1)))
                .toList();
    }

    @Test
    void areNotRefusedWithIt() {
        LogEntry good = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry unknown = bob.unknown(1, "never_v1");
        LogEntry foreign = ann.at(2, new Create.Args("b", "p", 1));

        List<ServerMessage> answers = line.take(ann.upload(good), bob.upload(unknown), cid.upload(foreign));

        assertThat(line.transactions())
                .as("one for all, and one for each record that is kept for support")
                .isEqualTo(1 + 2);
        assertThat(UploadLine.outcome(answers.get(0), good)).isNotNull();
        assertThat(UploadLine.refusal(answers.get(1))).isEqualTo(Refusal.UNKNOWN_ACTION);
        assertThat(UploadLine.refusal(answers.get(2))).isEqualTo(Refusal.NOT_YOURS);
        assertThat(logged()).containsExactly(good.record().id());
    }

    @Test
    void areNotSentBackIfItHasNotSeenAll() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry add = ann.at(1, new Add.Args("a", 1));
        LogEntry believed = bob.unknown(2, "paint_v1");
        ann.receive();
        bob.receive();

        List<ServerMessage> answers = line.take(ann.upload(add), bob.upload(believed));

        assertThat(UploadLine.outcome(answers.get(0), add)).isNotNull();
        assertThat(answers.get(1))
                .as("it has not seen the record before it in the same commit")
                .isInstanceOf(ServerMessage.BehindHead.class);
    }

    @Test
    void areNotRejectedWithIt() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry add = ann.at(1, new Add.Args("a", 1));
        LogEntry tooMuch = bob.at(2, new Take.Args("a", 9));
        LogEntry take = cid.at(3, new Take.Args("a", 2));

        List<ServerMessage> answers = line.take(ann.upload(add), bob.upload(tooMuch), cid.upload(take));

        assertThat(line.transactions()).isEqualTo(1);
        assertThat(UploadLine.outcome(answers.get(1), tooMuch).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(UploadLine.outcome(answers.get(2), take).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("x")).containsExactly("(0)");
    }

    @Test
    void areAcceptedIfItBreaksADeferredConstraint() {
        LogEntry good = ann.at(0, new Assemble.Args("a", "p"));
        LogEntry orphan = bob.at(1, new Attach.Args("part", "never", "p"));
        LogEntry next = cid.at(2, new Assemble.Args("b", "p"));

        List<ServerMessage> answers = line.take(ann.upload(good), bob.upload(orphan), cid.upload(next));

        assertThat(line.transactions()).isEqualTo(1);
        assertThat(UploadLine.outcome(answers.get(0), good).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(UploadLine.outcome(answers.get(1), orphan).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(UploadLine.outcome(answers.get(2), next).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("id")).containsExactly("(a)", "(b)");
    }

    @ParameterizedTest
    @EnumSource
    void areAcceptedIfItsActionFails(UnexpectedFailure.Kind kind) {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        LogEntry before = ann.at(1, new Add.Args("a", 1));
        LogEntry failing = bob.at(2, new UnexpectedFailure.Args("a", kind));
        LogEntry after = cid.at(3, new Add.Args("a", 1));

        List<ServerMessage> answers = line.take(ann.upload(before), bob.upload(failing), cid.upload(after));

        assertThat(UploadLine.outcome(answers.get(1), failing).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("x, t")).containsExactly("(6,)");
    }

    @Test
    void areEachRepeatedAlone() {
        LogEntry good = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry bad = bob.at(1, new Create.Args("b", "p", 1));
        LogEntry next = cid.at(2, new Create.Args("c", "p", 1));
        UploadLine failing = new UploadLine(server, entry -> {
            if (entry.record().id().equals(bad.record().id())) {
                throw new IllegalStateException("an observer of the application fails");
            }
        });

        List<ServerMessage> answers = failing.take(ann.upload(good), bob.upload(bad), cid.upload(next));

        assertThat(failing.transactions()).as("together, then three alone").isEqualTo(4);
        assertThat(UploadLine.outcome(answers.get(0), good)).isNotNull();
        assertThat(UploadLine.refusal(answers.get(1))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(UploadLine.outcome(answers.get(2), next)).isNotNull();
        assertThat(logged()).containsExactly(good.record().id(), next.record().id());
    }

    @Test
    void areAcceptedWhileItGivesWay() throws SQLException {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)), ann.at(1, new Create.Args("b", "p", 1)));
        LogEntry free = ann.at(2, new Add.Args("b", 1));
        LogEntry held = bob.at(3, new Add.Args("a", 1));

        try (Connection application = server.database.connect()) {
            List<ServerMessage> answers = TestDatabase.transaction(application, sql -> {
                RoleScope.as(
                        TestServer.caller("ann"),
                        sql,
                        () -> sql.execute("select from items where id = 'a' for update"));
                return line.take(ann.upload(free), bob.upload(held));
            });
            assertThat(UploadLine.outcome(answers.get(0), free)).isNotNull();
            assertThat(UploadLine.refusal(answers.get(1))).isEqualTo(Refusal.UNAVAILABLE);
        }
        assertThat(UploadLine.outcome(line.take(bob.upload(held)).get(0), held)).isNotNull();
        assertThat(values("x")).containsExactly("(2)", "(2)");
    }
}
