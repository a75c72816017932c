package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Grow;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.RandomUploads;
import org.synchrotron.server.kit.TestServer;

/** Tests rules 1 and 4 on random histories whose records arrive late by a random amount. */
class RandomHistoryTest {

    private static final RandomUploads UPLOADS = new RandomUploads(60, 40, 4, RandomHistoryTest::action);

    static List<Integer> seeds() {
        return RandomUploads.seeds(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theLogStaysTrueAndTheTablesEqualOneReplay(int seed) {
        Random random = new Random(seed);
        try (TestServer server = new TestServer();
                TestServer oracle = new TestServer()) {
            RandomUploads.replayOnce(UPLOADS.arrive(server, random), oracle);
            assertThat(server.database.items()).isEqualTo(oracle.database.items());
            assertThat(rejected(server)).isEqualTo(rejected(oracle));
        }
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
