package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.RandomUploads;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;

@DisplayName("Uploads that wait at the same time")
class SharedCommitTest extends ServerTest {

    private final UploadLine line = new UploadLine(server, entry -> {});

    private List<ActionId> logged() {
        return log("id").stream()
                .map(id -> new ActionId(id.substring(1, id.length() - 1)))
                .toList();
    }

    @Test
    void shareOneTransactionAndGetAnAnswerEach() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry add = bob.at(1, new Add.Args("a", 2));
        LogEntry other = cid.at(2, new Create.Args("b", "q", 1));

        List<ServerMessage> answers = line.take(ann.upload(create), bob.upload(add), cid.upload(other));

        assertThat(line.transactions()).isEqualTo(1);
        assertThat(UploadLine.outcome(answers.get(0), create)).isNotNull();
        assertThat(UploadLine.outcome(answers.get(1), add)).isNotNull();
        assertThat(UploadLine.outcome(answers.get(2), other)).isNotNull();
        assertThat(values("x")).containsExactly("(3)", "(1)");
        assertThat(log("server_ingest_id")).containsExactly("(1)", "(2)", "(3)");
    }

    @Test
    void areAcceptedInTheOrderOfTheirRecords() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry later = ann.at(20, new Add.Args("a", 1));
        LogEntry earlier = bob.at(10, new Add.Args("a", 2));

        line.take(ann.upload(later), bob.upload(earlier));

        assertThat(logged()).endsWith(earlier.record().id(), later.record().id());
        assertThat(server.materializer.counts().snapshot().again()).isEmpty();
    }

    @Test
    void runAsIfEachHadACommitIfTheyAreLateAmongEachOther() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry first = ann.at(10, new Take.Args("a", 3));
        LogEntry last = ann.at(40, new Add.Args("a", 1));
        LogEntry between = bob.at(5, new Add.Args("a", 5));
        LogEntry refill = bob.at(20, new Add.Args("a", 7));

        List<ServerMessage> answers = line.take(ann.upload(first, last), bob.upload(between, refill));

        assertThat(line.transactions()).isEqualTo(1);
        assertThat(UploadLine.outcome(answers.get(0), first).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("x")).containsExactly("(11)");
    }

    @Test
    void areDeliveredTogether() {
        line.take(
                ann.upload(ann.at(0, new Create.Args("a", "p", 1))),
                bob.upload(bob.at(1, new Create.Args("b", "p", 1))));

        assertThat(server.deliver("cid", 0, new DeliveryLimits(1, 1_000, 1 << 20))
                        .entries())
                .as("the records of one commit are not split")
                .hasSize(2);
    }

    @Test
    void doNotWaitForWorkOfDays() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry old = bob.at(-86_400_000, new Create.Args("b", "p", 1));
        LogEntry[] many = new LogEntry[9];
        for (int i = 0; i < many.length; i++) {
            many[i] = cid.at(i, new Add.Args("a", 1));
        }

        line.take(ann.upload(ann.at(1, new Add.Args("a", 1))), bob.upload(old), cid.upload(many));

        assertThat(line.transactions())
                .as("one, one, and two of the nine: others upload")
                .isEqualTo(4);
    }

    static List<Integer> seeds() {
        return RandomUploads.seeds(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void giveTheTablesOfOneReplay(int seed) {
        Random random = new Random(seed);
        List<Replica> replicas = List.of(ann, bob, cid);
        List<Upload> all = new ArrayList<>();
        try (TestServer oracle = new TestServer()) {
            for (int time = 0; time < 60; ) {
                List<Upload> waiting = new ArrayList<>();
                for (Replica each : replicas) {
                    each.receive();
                    LogEntry[] entries = new LogEntry[random.nextInt(3)];
                    for (int i = 0; i < entries.length; i++) {
                        entries[i] = each.at(time++ - random.nextInt(20), action(random));
                    }
                    waiting.add(each.upload(entries));
                }
                line.take(waiting.toArray(Upload[]::new))
                        .forEach(answer -> assertThat(answer).isInstanceOf(Accepted.class));
                assertThat(server.missingChanges()).isEmpty();
                all.addAll(waiting);
            }
            RandomUploads.replayOnce(all, oracle);
            assertThat(server.database.items()).isEqualTo(oracle.database.items());
        }
    }

    private static Record action(Random random) {
        String id = "r" + random.nextInt(3);
        return switch (random.nextInt(3)) {
            case 0 -> new Create.Args(id, "p", random.nextInt(7));
            case 1 -> new Add.Args(id, 1 + random.nextInt(9));
            default -> new Take.Args(id, random.nextInt(9));
        };
    }
}
