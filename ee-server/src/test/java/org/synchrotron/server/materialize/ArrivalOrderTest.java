package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.server.kit.AudienceActions.Borrow;
import org.synchrotron.server.kit.AudienceActions.BorrowRow;
import org.synchrotron.server.kit.AudienceActions.Claim;
import org.synchrotron.server.kit.AudienceActions.Put;
import org.synchrotron.server.kit.AudienceActions.Raise;
import org.synchrotron.server.kit.AudienceActions.RaiseRow;
import org.synchrotron.server.kit.AudienceActions.Release;
import org.synchrotron.server.kit.AudienceActions.TryClaim;
import org.synchrotron.server.kit.FootprintActions.Attach;
import org.synchrotron.server.kit.FootprintActions.Count;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.LabelMine;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.RandomUploads;
import org.synchrotron.server.kit.TestServer;

/** Compares a server on which records arrive late with one on which the same records arrive in replay order, so that each runs once. */
@DisplayName("Records with footprints of all kinds")
class ArrivalOrderTest {

    private static final RandomUploads UPLOADS = new RandomUploads(70, 50, 3, ArrivalOrderTest::action);

    static List<Integer> seeds() {
        return RandomUploads.seeds(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void giveTheSameTablesAndOutcomesInEveryOrderOfArrival(int seed) {
        Random random = new Random(seed);
        try (TestServer server = new TestServer();
                TestServer inOrder = new TestServer()) {
            RandomUploads.replayOnce(UPLOADS.arrive(server, random), inOrder);
            for (String query : List.of(
                    "select * from items order by id",
                    "select * from parts order by id",
                    "select * from badges order by id",
                    "select action_record_id, table_name, row_id, operation, forward_patches, reverse_patches"
                            + " from synchrotron.applied_changes order by action_record_id, table_name, row_id, position",
                    "select id, outcome = 'rejected', outcome_code, outcome_message from synchrotron.action_records"
                            + " where user_id <> 'server' order by id")) {
                assertThat(server.database.rows(query)).as(query).isEqualTo(inOrder.database.rows(query));
            }
        }
    }

    private static Record action(String user, Random random) {
        List<String> audiences = user.equals("cid") ? List.of("p", "q", "u:cid") : List.of("p", "u:" + user);
        String audience = audiences.get(random.nextInt(audiences.size()));
        String other = audiences.get(random.nextInt(audiences.size()));
        String id = audience + random.nextInt(3);
        int n = 1 + random.nextInt(6);
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> new Put.Args(id, audience, n);
            case 4, 5 -> new Raise.Args(audience, n);
            case 6, 7 -> new RaiseRow.Args(id, audience, n);
            case 8, 9, 10 -> new Borrow.Args(id, audience, other);
            case 11 -> new Claim.Args("badge " + id, audience, "name " + random.nextInt(3));
            case 12 -> new TryClaim.Args("badge " + id, audience, "name " + random.nextInt(3));
            case 13 -> new Release.Args("badge " + id, audience);
            case 14 -> new Attach.Args("part of " + id + " in " + other, id, other);
            case 15 -> new Drop.Args(id);
            case 16 -> new Add.Args(id, n);
            case 17 -> new Take.Args(id, n);
            case 18 -> new Count.Args(id);
            case 19, 20 -> new BorrowRow.Args(id, audience, other + random.nextInt(3), other);
            default -> new LabelMine.Args("label " + n);
        };
    }
}
