package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.FootprintActions.Attach;
import org.synchrotron.server.kit.FootprintActions.Count;
import org.synchrotron.server.kit.FootprintActions.Move;
import org.synchrotron.server.kit.FootprintActions.Stray;
import org.synchrotron.server.kit.ItemActions;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Assemble;
import org.synchrotron.server.kit.ItemActions.Break;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Grow;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.RandomUploads;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

/** Compares two servers with the same uploads: one runs only affected records again, the other all records. */
@DisplayName("Not running unaffected records again")
class FootprintTest {

    private static final int UPLOADS = 25;
    private static final List<String> USERS = List.of("ann", "bob", "cid");

    private static final String ROWS = "select * from items order by id collate \"C\"";
    private static final String PARTS = "select * from parts order by id collate \"C\"";
    private static final String RECORDS = """
            select server_ingest_id, _tag, client_id, clock, outcome, outcome_code, outcome_message, args->'outcomes'
            from synchrotron.action_records order by server_ingest_id
            """;
    private static final String EFFECTS = """
            select r.server_ingest_id, e.sequence, e.table_name, e.row_id, e.audience_key, e.operation, e.forward_patches,
                e.reverse_patches
            from synchrotron.action_modified_rows e join synchrotron.action_records r on r.id = e.action_record_id
            order by 1, 2
            """;
    private static final String APPLIED = """
            select action_record_id, table_name, row_id, operation, forward_patches, reverse_patches
            from synchrotron.applied_changes order by action_record_id, position
            """;

    static List<Integer> seeds() {
        return RandomUploads.seeds(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changesNeitherTablesNorLog(int seed) {
        Random random = new Random(seed);
        try (TestServer selective = new TestServer();
                TestServer whole = new TestServer(AcceptSettings.DEFAULT, ItemActions.withoutFootprints())) {
            List<Replica> replicas = replicas(selective);
            for (int i = 0; i < UPLOADS; i++) {
                Upload upload = upload(replicas, i, seed % 3 == 0 ? 15 : 14, random);
                assertThat(selective.accept(upload)).isInstanceOf(Accepted.class);
                assertThat(whole.accept(upload)).isInstanceOf(Accepted.class);
                for (String query : List.of(ROWS, PARTS, RECORDS, EFFECTS, APPLIED)) {
                    assertThat(selective.database.rows(query))
                            .as("after upload %d: %s", i, query)
                            .isEqualTo(whole.database.rows(query));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsTheLogTrueEvenIfAnActionWritesOutsideItsFootprint(int seed) {
        Random random = new Random(seed);
        try (TestServer server = new TestServer()) {
            List<Replica> replicas = replicas(server);
            for (int i = 0; i < UPLOADS; i++) {
                Upload upload = upload(replicas, i, 18, random);
                assertThat(server.accept(upload)).isInstanceOf(Accepted.class);
                assertThat(server.missingChanges()).as("after upload %d", i).isEmpty();
            }
        }
    }

    @Test
    void doesNotRejectANewRecordIfAnActionOmitsARowThatItNeeds() {
        try (TestServer server = new TestServer()) {
            Replica ann = new Replica(server, "ann", "ann-1");
            Replica bob = new Replica(server, "bob", "bob-1");
            ann.sync(ann.at(10, new Create.Args("a", "p", 4)), ann.at(20, new Attach.Args("part", "a", "p")));
            LogEntry early = bob.at(5, new Add.Args("a", 1));
            UploadAnswer answer = bob.sync(early);
            assertThat(answer).isInstanceOf(Accepted.class);
            assertThat(((Accepted) answer).outcomes().get(early.record().id()))
                    .extracting(Outcome::kind)
                    .isNotEqualTo(Outcome.Kind.REJECTED);
            assertThat(server.database.rows("select id, x from items")).containsExactly("(a,4)");
            assertThat(server.database.rows("select id from parts")).containsExactly("(part)");
            assertThat(server.missingChanges()).isEmpty();
        }
    }

    private static List<Replica> replicas(TestServer server) {
        return USERS.stream()
                .map(user -> new Replica(server, user, user + "-1"))
                .toList();
    }

    private static Upload upload(List<Replica> replicas, int number, int kinds, Random random) {
        Replica replica = replicas.get(random.nextInt(replicas.size()));
        replica.receive();
        int late = random.nextInt(60);
        LogEntry[] entries = new LogEntry[1 + random.nextInt(4)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = replica.at(number * 4L + i - late, action(kinds, random));
        }
        return replica.upload(entries);
    }

    private static Record action(int kinds, Random random) {
        String id = "r" + random.nextInt(9);
        String other = "r" + random.nextInt(9);
        String text = Integer.toString(random.nextInt(100));
        return switch (random.nextInt(kinds)) {
            case 0, 1, 2 -> new Create.Args(id, random.nextInt(4) == 0 ? "q" : "p", random.nextInt(7));
            case 3, 4 -> new Add.Args(id, 1 + random.nextInt(9));
            case 5 -> new Label.Args(id, text);
            case 6, 7 -> new Grow.Args(id, text);
            case 8 -> new Take.Args(id, random.nextInt(9));
            case 9 -> new Drop.Args(id);
            case 10, 11 -> new Move.Args(id, other, random.nextInt(5));
            case 12 -> new Assemble.Args(id, "p");
            case 13 -> new Break.Args(id);
            case 14 -> new Count.Args(id);
            default -> new Stray.Args(id, other, text);
        };
    }
}
