package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.history.DifferingCell;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.KnownFold;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.FootprintActions.Peek;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Assemble;
import org.synchrotron.server.kit.ItemActions.Break;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Nondeterministic;
import org.synchrotron.server.kit.Nondeterministic.Kind;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

@DisplayName("A server that checks purity")
class PurityTest {

    private final List<ImpureAction> found = new ArrayList<>();
    private final TestServer server = new TestServer(AcceptSettings.DEFAULT, found::add);
    private final Replica ann = new Replica(server, "ann", "ann-1");
    private final Replica bob = new Replica(server, "bob", "bob-1");

    @BeforeEach
    void resetCounters() {
        Nondeterministic.reset();
    }

    @AfterEach
    void theLogIsTrue() {
        try (server) {
            assertThat(server.missingChanges()).isEmpty();
        }
    }

    private LogEntry nondeterministic(long offset, Kind kind) {
        return ann.at(offset, new Nondeterministic.Args("b", kind));
    }

    /** Makes the order of rows in the table differ from the order of ids. */
    private void createItems() {
        ann.sync(ann.at(0, new Create.Args("b", "p", 1)), ann.at(1, new Create.Args("a", "p", 1)));
    }

    private List<String> texts() {
        return server.database.rows("select t from items where id = 'b'");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "TIME_OF_THE_TRANSACTION", "REFUSES_EVERY_OTHER_TIME"})
    void reportsAnImpureAction(Kind kind) {
        createItems();
        LogEntry nondeterministic = nondeterministic(10, kind);

        ann.sync(nondeterministic);

        assertThat(found).singleElement().satisfies(impure -> {
            assertThat(impure.record()).isEqualTo(nondeterministic.record().id());
            assertThat(impure.tag()).isEqualTo("nondeterministic_v1");
            assertThat(impure.cells()).singleElement().satisfies(cell -> {
                assertThat(cell.place()).isEqualTo("items.t");
                assertThat(cell.row()).isEqualTo(new RowRef("items", "b"));
                assertThat(server.database.rows("select to_jsonb(t) from items where id = 'b'"))
                        .as("the changes of the second run are kept")
                        .singleElement()
                        .satisfies(
                                text -> assertThat(text.replace("\"\"", "\"")).contains(String.valueOf(cell.second())));
            });
        });
    }

    @Test
    void reportsNeitherPureActionsNorThoseThatFailEachTime() {
        createItems();
        ann.sync(
                ann.at(2, new Add.Args("a", 3)),
                ann.at(3, new Take.Args("a", 100)),
                ann.at(4, new Break.Args("a")),
                ann.at(5, new Assemble.Args("c", "p")),
                ann.at(6, new Drop.Args("a")),
                nondeterministic(7, Kind.NONE));
        bob.sync(bob.at(1, new Add.Args("b", 3)));

        assertThat(found).isEmpty();
    }

    @Test
    void reportsThatARecordWhichDoesNotRunAgainReadsARowThatItDoesNotName() {
        createItems();
        LogEntry peek = ann.at(20, new Peek.Args("a", "b"));
        ann.sync(peek, ann.at(30, new Add.Args("b", 1)));
        assertThat(found).isEmpty();
        bob.sync(bob.at(10, new Add.Args("b", 5)));

        assertThat(found).singleElement().satisfies(report -> {
            assertThat(report.record()).isEqualTo(peek.record().id());
            assertThat(report)
                    .asString()
                    .startsWith("action peek_v1 reads rows that its footprint does not include")
                    .endsWith("Runs with and without them differ in items.x");
        });
        assertThat(server.database.rows("select id, x from items order by id")).containsExactly("(a,1)", "(b,7)");
    }

    @Test
    void cannotDetectThatAnActionReadsTheTransactionTime() {
        createItems();
        ann.sync(nondeterministic(10, Kind.TIME_OF_THE_TRANSACTION));

        assertThat(found).isEmpty();
    }

    @Test
    void reportsARefusalOfTheFirstRunAndKeepsTheSecond() {
        createItems();
        LogEntry nondeterministic = nondeterministic(10, Kind.REFUSES_EVERY_OTHER_TIME);

        Accepted answer = (Accepted) ann.sync(nondeterministic);

        assertThat(found).singleElement().satisfies(impure -> {
            assertThat(impure.firstFailure()).hasMessage("Not this time.");
            assertThat(impure.secondFailure()).isNull();
            assertThat(impure.cells()).extracting(DifferingCell::first).containsOnlyNulls();
        });
        assertThat(answer.outcomes().get(nondeterministic.record().id()))
                .extracting(Outcome::kind)
                .isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(texts()).containsExactly("(allowed)");
    }

    @Test
    void doesNotStopSync() {
        createItems();
        ann.sync(nondeterministic(10, Kind.UUID), nondeterministic(20, Kind.CLOCK), nondeterministic(30, Kind.FIELD));
        bob.sync(bob.at(15, new Nondeterministic.Args("b", Kind.SQL_RANDOM)), bob.at(40, new Add.Args("b", 5)));

        assertThat(found).extracting(ImpureAction::tag).containsOnly("nondeterministic_v1");
        assertThat(folded("ann")).isEqualTo(folded("bob"));
        assertThat(server.database.rows("select x from items where id = 'b'")).containsExactly("(6)");
    }

    /** The item as a client without pending records holds it: the fold of the log that it may read. */
    private RowState folded(String user) {
        KnownFold fold = new KnownFold();
        server.deliver(user, 0).entries().stream()
                .sorted(Comparator.comparing(each -> ReplayKey.of(each.record())))
                .forEach(fold::add);
        return fold.states().get(new RowRef("items", "b")).orElseThrow();
    }

    @Test
    void leavesTablesAndLogAsWithoutTheCheck() {
        try (TestServer plain = new TestServer()) {
            List<String> queries = List.of(
                    "select * from items order by id",
                    "select id, outcome, server_ingest_id from synchrotron.action_records where client_id <> 'server'",
                    "select action_record_id, sequence, row_id, operation, forward_patches, reverse_patches"
                            + " from synchrotron.action_modified_rows order by 1, 2",
                    "select action_record_id, row_id, operation, forward_patches, reverse_patches"
                            + " from synchrotron.applied_changes order by position");
            LogEntry[] first = {
                ann.at(0, new Create.Args("b", "p", 1)),
                ann.at(5, new Take.Args("b", 3)),
                ann.at(9, new Assemble.Args("c", "p"))
            };
            LogEntry late = bob.at(3, new Create.Args("d", "q", 4));
            for (TestServer each : List.of(server, plain)) {
                new Replica(each, "ann", "ann-1").sync(first);
                new Replica(each, "bob", "bob-1").sync(late);
            }
            for (String query : queries) {
                assertThat(server.database.rows(query)).isEqualTo(plain.database.rows(query));
            }
        }
    }

    @Test
    void runsNothingTwiceUnlessConfigured() {
        try (TestServer plain = new TestServer()) {
            new Replica(plain, "ann", "ann-1").sync(nondeterministic(10, Kind.FIELD));

            assertThat(Nondeterministic.runs()).isOne();
        }
    }
}
