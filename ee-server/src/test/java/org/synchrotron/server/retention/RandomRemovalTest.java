package org.synchrotron.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Grow;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.RandomUploads;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

/** Rules 1, 4 and 8 on random histories whose beginnings are removed while records still arrive late. */
@DisplayName("A random history whose beginning is removed again and again")
class RandomRemovalTest {

    private static final List<String> USERS = List.of("ann", "bob", "cid");

    static List<Integer> seeds() {
        return RandomUploads.seeds(4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesWhatOneReplayOfAllGivesAndCountsNothingTwice(int seed) {
        Random random = new Random(seed);
        try (TestServer server = new TestServer();
                TestServer oracle = new TestServer()) {
            List<Upload> taken = arrive(server, random);
            RandomUploads.replayOnce(taken, oracle);
            assertThat(server.database.items()).isEqualTo(oracle.database.items());
            assertThat(rejected(server)).isEqualTo(rejected(oracle));
            List<String> head = server.database.rows("select synchrotron.head()");
            taken.forEach(again -> assertThat(server.accept(again)).isInstanceOf(Accepted.class));
            assertThat(server.database.rows("select synchrotron.head()")).isEqualTo(head);
            assertThat(server.database.items()).isEqualTo(oracle.database.items());
        }
    }

    private static List<Upload> arrive(TestServer server, Random random) {
        List<Replica> replicas = USERS.stream()
                .map(user -> new Replica(server, user, user + "-1"))
                .toList();
        List<Upload> taken = new ArrayList<>();
        for (int time = 0; time < 90; ) {
            int author = random.nextInt(USERS.size());
            Replica replica = replicas.get(author);
            replica.basis = Long.MAX_VALUE;
            int lag = random.nextInt(50);
            LogEntry entry = replica.at(time++ - lag, action(USERS.get(author), random));
            server.time.set(TestServer.NOW + time);
            UploadAnswer answer = server.accept(replica.upload(entry));
            if (answer instanceof Refused refused) {
                assertThat(refused.code()).isEqualTo(Refusal.BELOW_FLOOR);
                entry = replica.restamped(entry, time);
                answer = server.accept(replica.upload(entry));
            }
            assertThat(answer).isInstanceOf(Accepted.class);
            taken.add(replica.upload(entry));
            isTrue(server, "after an upload");
            if (random.nextInt(4) == 0) {
                server.remove(Duration.ofMillis(10 + random.nextInt(40)), 1 + random.nextInt(8));
                isTrue(server, "after a removal");
            }
        }
        return taken;
    }

    private static void isTrue(TestServer server, String when) {
        assertThat(server.missingChanges()).as(when).isEmpty();
    }

    private static List<String> rejected(TestServer server) {
        return server.database.rows("""
                select id, outcome_code, outcome_message from synchrotron.action_records where outcome = 'rejected'
                union select id, outcome_code, outcome_message from synchrotron.removed_records where outcome = 'rejected'
                order by id
                """);
    }

    private static Record action(String user, Random random) {
        String id = "r" + random.nextInt(5);
        String audience = id.equals("r4") ? "u:" + user : "p";
        id = id.equals("r4") ? id + user : id;
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Create.Args(id, audience, random.nextInt(7));
            case 2, 3 -> new Add.Args(id, 1 + random.nextInt(9));
            case 4 -> new Label.Args(id, Integer.toString(random.nextInt(100)));
            case 5 -> new Grow.Args(id, Integer.toString(random.nextInt(100)));
            case 6 -> new Take.Args(id, random.nextInt(9));
            default -> new Drop.Args(id);
        };
    }
}
