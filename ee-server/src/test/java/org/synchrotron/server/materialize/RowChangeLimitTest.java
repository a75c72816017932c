package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.DividedUploads;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.EverywhereActions.AddAll;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.runtime.RunWatch;

/** A record may change three rows. Ann and Bob share the audience p and three items; an action adds to all items that it sees. */
@DisplayName("A run that changes too many rows")
@Timeout(120)
class RowChangeLimitTest {

    private static final int MOST = 3;

    private final List<ActionTooLarge> found = new ArrayList<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void tooSlow(ActionTooSlow tooSlow) {
            throw new AssertionError(tooSlow);
        }

        @Override
        public void tooLarge(ActionTooLarge tooMany) {
            found.add(tooMany);
        }
    };
    private final TestServer server =
            new TestServer(AcceptSettings.DEFAULT, null, RunLimits.of(RunWatch.NONE, MOST, () -> 0, listener));
    private final Replica ann = new Replica(server, "ann", "ann-1");
    private final Replica bob = new Replica(server, "bob", "bob-1");
    private final Replica cid = new Replica(server, "cid", "cid-1");
    private final LogEntry addAll = ann.at(20, new AddAll.Args(10));
    private final LogEntry fourth = bob.at(10, new Create.Args("d", "p", 1));

    @BeforeEach
    void thereAreThreeItems() {
        for (String id : List.of("a", "b", "c")) {
            ann.sync(ann.at(0, new Create.Args(id, "p", 1)));
        }
    }

    @AfterEach
    void theLogIsTrue() {
        try (server) {
            assertThat(server.missingChanges()).isEmpty();
        }
    }

    private List<String> values() {
        return server.database.rows("select id, x from items order by id");
    }

    private List<String> outcomes() {
        return server.database.rows(
                "select outcome from synchrotron.action_records where client_id <> 'server' order by server_ingest_id");
    }

    @Test
    void isAcceptedUpToTheLimit() {
        assertThat(ann.send(addAll)).isInstanceOf(Accepted.class);
        assertThat(values()).containsExactly("(a,11)", "(b,11)", "(c,11)");
    }

    @Test
    void isRefusedAtOnceWithNothingOfItsUpload() {
        bob.sync(fourth);
        LogEntry before = ann.at(15, new Add.Args("a", 1));
        LogEntry after = ann.at(30, new Add.Args("b", 1));

        UploadAnswer answer =
                new DividedUploads().accept(ann.upload(before, addAll, after), () -> Integer.MAX_VALUE, server::accept);

        assertThat(answer)
                .isEqualTo(new Refused(
                        Refusal.TOO_MANY_CHANGES,
                        "add_all_v1 makes more than 3 row changes, the most of one record; nothing of record "
                                + addAll.record().id() + " is stored",
                        addAll.record().id()));
        assertThat(values()).containsExactly("(a,1)", "(b,1)", "(c,1)", "(d,1)");
        assertThat(outcomes()).hasSize(4);
        assertThat(ann.send(before, after)).isInstanceOf(Accepted.class);
        assertThat(values()).containsExactly("(a,2)", "(b,2)", "(c,1)", "(d,1)");
        assertThat(found).isEmpty();
    }

    @Test
    void isNotOneOfAnUploadWhoseRunsChangeTooManyTogetherWhichIsAcceptedInParts() {
        LogEntry[] all = IntStream.range(20, 25)
                .mapToObj(time -> ann.at(time, new AddAll.Args(10)))
                .toArray(LogEntry[]::new);

        assertThat(new DividedUploads().accept(ann.upload(all), () -> Integer.MAX_VALUE, server::accept))
                .isInstanceOf(Accepted.class);

        assertThat(values()).containsExactly("(a,51)", "(b,51)", "(c,51)");
        assertThat(server.database.rows(
                        "select count(distinct xmin::text) from synchrotron.action_records where _tag = 'add_all_v1'"))
                .containsExactly("(5)");
    }

    @Test
    void isTheCallersFailureWhenTheServerExecutesIt() {
        bob.sync(fourth);
        assertThatThrownBy(() -> server.execute("ann", new AddAll.Args(10)))
                .isInstanceOfSatisfying(
                        ActionTooLarge.class,
                        tooMany -> assertThat(tooMany.tag()).isEqualTo("add_all_v1"));
        assertThat(values()).contains("(a,1)");
    }

    @Test
    void keepsWhatItDidBeforeWhenItRunsAgain() {
        ann.sync(addAll);

        assertThat(bob.sync(fourth)).isInstanceOf(Accepted.class);

        assertThat(values()).containsExactly("(a,11)", "(b,11)", "(c,11)", "(d,1)");
        assertThat(outcomes()).doesNotContain("(rejected)").hasSize(5);
        assertThat(found)
                .singleElement()
                .satisfies(tooMany ->
                        assertThat(tooMany.record()).isEqualTo(addAll.record().id()));
        bob.sync(bob.at(11, new Add.Args("a", 100)));
        assertThat(found).as("it did not run again").hasSize(1);
    }

    /** Under Ann's it changes a, under Cid's a, q and r. */
    @Test
    void isNotOneThatChangesMoreUnderAllViewsTogether() {
        ann.sync(ann.at(1, new Drop.Args("b")), ann.at(2, new Drop.Args("c")));
        for (String id : List.of("q", "r")) {
            cid.sync(cid.at(1, new Create.Args(id, "q", 1)));
        }
        ann.sync(addAll);

        assertThat(cid.receive()).isNotEmpty();

        assertThat(values()).containsExactly("(a,11)", "(q,11)", "(r,11)");
        assertThat(found).isEmpty();
    }

    @Test
    void keepsNothingUnderAnotherViewAndItsUserReadsOn() {
        cid.sync(cid.at(1, new Create.Args("q", "q", 1)));
        ann.sync(addAll);

        assertThat(cid.receive()).isNotEmpty();

        assertThat(values()).containsExactly("(a,11)", "(b,11)", "(c,11)", "(q,1)");
        assertThat(found).hasSize(1);
    }
}
