package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Grow;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

/** Tests rules 1 and 4 on random histories whose records arrive late by a random amount. */
class RandomHistoryTest {

    private static final int RECORDS = 60;

    static List<Integer> seeds() {
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 0; seed < Integer.getInteger("synchrotron.seeds", 20); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theLogStaysTrueAndTheTablesEqualOneReplay(int seed) {
        Random random = new Random(seed);
        try (TestServer server = new TestServer();
                TestServer oracle = new TestServer()) {
            List<Upload> taken = arrive(server, random);
            replayOnce(taken, oracle);
            assertThat(server.database.items()).isEqualTo(oracle.database.items());
            assertThat(rejected(server)).isEqualTo(rejected(oracle));
        }
    }

    private static List<Upload> arrive(TestServer server, Random random) {
        List<String> users = List.of("ann", "bob", "cid");
        List<Replica> replicas = users.stream()
                .map(user -> new Replica(server, user, user + "-1"))
                .toList();
        List<Upload> taken = new ArrayList<>();
        for (int time = 0; time < RECORDS; ) {
            int author = random.nextInt(users.size());
            String user = users.get(author);
            Replica replica = replicas.get(author);
            int late = random.nextInt(40);
            LogEntry[] entries = new LogEntry[1 + random.nextInt(4)];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = replica.at(time++ - late, action(user, random));
            }
            replica.receive();
            Upload upload = replica.upload(entries);
            assertThat(server.accept(upload)).isInstanceOf(Accepted.class);
            assertThat(server.missingChanges())
                    .as("after the upload of %s", user)
                    .isEmpty();
            taken.add(upload);
        }
        return taken;
    }

    private static void replayOnce(List<Upload> uploads, TestServer oracle) {
        uploads.stream()
                .flatMap(upload -> upload.entries().stream()
                        .map(entry -> new Upload(upload.caller(), upload.client(), Long.MAX_VALUE, List.of(entry))))
                .sorted(Comparator.comparing(
                        one -> ReplayKey.of(one.entries().get(0).record())))
                .forEach(one -> assertThat(oracle.accept(one)).isInstanceOf(Accepted.class));
    }

    private static List<String> rejected(TestServer server) {
        return server.database.rows("""
                select id, outcome_code, outcome_message from synchrotron.action_records
                where outcome = 'rejected' order by id
                """);
    }

    private static Record action(String user, Random random) {
        String id = row("r" + random.nextInt(6), user);
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Create.Args(id, audience(id, user), random.nextInt(7));
            case 2, 3 -> new Add.Args(id, 1 + random.nextInt(9));
            case 4 -> new Label.Args(id, Integer.toString(random.nextInt(100)));
            case 5 -> new Grow.Args(id, Integer.toString(random.nextInt(100)));
            case 6 -> new Take.Args(id, random.nextInt(9));
            default -> new Drop.Args(id);
        };
    }

    /** Some rows are shared, some private to their author, some partly shared. A row id belongs to one audience. */
    private static String row(String id, String user) {
        return switch (id) {
            case "r0" -> id + user;
            case "r1" -> user.equals("cid") ? "r1cid" : id;
            default -> id;
        };
    }

    private static String audience(String id, String user) {
        return switch (id) {
            case "r0ann", "r0bob", "r0cid" -> "u:" + user;
            case "r1cid" -> "q";
            default -> "p";
        };
    }
}
