package org.synchrotron.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.EverywhereActions.AddAll;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.UnreadableListener;

@DisplayName("A row delivery")
class RowDeliveriesTest extends ServerTest {

    private static final DeliveryLimits TWO = new DeliveryLimits(2, 10, 1 << 20);

    @Test
    void isTheFirstSyncOfMoreThanOneDeliveryHolds() {
        create(3);
        ann.sync(ann.at(9, new Create.Args("hidden", "u:ann", 9)));
        ReadRows rows = server.rows("bob", at(0, false), TWO);
        assertThat(rows.present("items")).containsOnlyKeys("a0", "a1", "a2");
        assertThat(rows.present("items"))
                .containsEntry("a1", "[\"p\",\"a1\",1,null,\"2023-11-14T22:13:20.001000Z\",1.10]");
        assertThat(rows.audiences).containsExactlyInAnyOrder("p", "u:bob");
        assertThat(rows.start)
                .isEqualTo(new RowsStart(
                        caller(), TestServer.ROWS, AudiencesDigest.of(rows.audiences), 0, RowScope.ALL, 3, false));
        assertThat(rows.end).satisfies(end -> {
            assertThat(end.upTo()).isEqualTo(4);
            assertThat(end.part()).isEqualTo(rows.parts.size());
            assertThat(end.base().timeMs()).isEqualTo(TestServer.NOW + 9);
        });
    }

    @Test
    void doesNotComeIfAllFitsOrTheClientWantsTheHistory() {
        create(3);
        assertThat(read(at(1, false))).isInstanceOf(Reading.Ready.class);
        assertThat(read(at(0, true))).isInstanceOf(Reading.Ready.class);
        assertThat(read(at(0, false))).isInstanceOf(Reading.Rows.class);
    }

    @Test
    void bringsTheTouchedRowsAsTheyAreAndTheIdsOfThoseThatAreGone() {
        create(4);
        ann.sync(ann.at(10, new Add.Args("a1", 5)));
        ann.sync(ann.at(11, new Drop.Args("a2")));
        ann.sync(ann.at(12, new Add.Args("a1", 2)));
        ReadRows rows = server.rows("bob", at(4, false), TWO);
        assertThat(rows.start)
                .isEqualTo(new RowsStart(
                        caller(), TestServer.ROWS, AudiencesDigest.of(rows.audiences), 4, RowScope.NONE, 1, false));
        assertThat(rows.present("items"))
                .containsOnlyKeys("a1")
                .containsValue("[\"p\",\"a1\",8,null,\"2023-11-14T22:13:20.001000Z\",1.10]");
        assertThat(rows.gone("items")).containsExactly("a2");
    }

    @Test
    void comesForARecordBelowTheBaseWhateverTheClientWants() {
        create(2);
        ann.sync(ann.at(-50, new Create.Args("late", "p", 1)));
        HybridTimestamp base = new HybridTimestamp(TestServer.NOW + 1, 5);
        for (boolean history : new boolean[] {true, false}) {
            ReadRows rows = server.rows("bob", position(2, base, history, RowScope.NONE), DeliveryLimits.DEFAULT);
            assertThat(rows.present("items")).containsOnlyKeys("late");
        }
        HybridTimestamp before = new HybridTimestamp(TestServer.NOW - 60, 5);
        assertThat(read(position(2, before, false, RowScope.NONE))).isInstanceOf(Reading.Ready.class);
    }

    @Test
    void comesForACommitThatIsLargerThanADelivery() {
        ann.sync(IntStream.range(0, 12)
                .mapToObj(i -> ann.at(i, new Create.Args("a" + i, "p", i)))
                .toArray(LogEntry[]::new));
        assertThat(server.rows("bob", at(0, true), TWO).present("items")).hasSize(12);
    }

    @Test
    void bringsAllRowsOfAnAudienceThatIsAskedFor() {
        create(2);
        cid.sync(cid.at(5, new Create.Args("q1", "q", 1)), cid.at(6, new Create.Args("q2", "q", 1)));
        RowScope audience = RowScope.ofAudiences(Set.of("q", "u:ann"));
        ReadRows rows = server.rows("cid", position(4, null, false, audience), DeliveryLimits.DEFAULT);
        assertThat(rows.present("items")).containsOnlyKeys("q1", "q2");
        assertThat(rows.start)
                .isEqualTo(new RowsStart(
                        TestServer.caller("cid").user(),
                        TestServer.ROWS,
                        AudiencesDigest.of(rows.audiences),
                        4,
                        audience,
                        2,
                        false));
        ann.sync(ann.at(9, new Add.Args("a1", 1)));
        assertThat(server.rows("cid", position(4, null, false, audience), DeliveryLimits.DEFAULT)
                        .present("items"))
                .containsOnlyKeys("q1", "q2", "a1");
    }

    @Test
    void bringsAllRowsOfATableThatIsAskedFor() {
        create(2);
        RowScope table = new RowScope(false, Set.of(), Set.of("items", "no table"));
        assertThat(server.rows("bob", position(2, null, true, table), DeliveryLimits.DEFAULT)
                        .present("items"))
                .containsOnlyKeys("a0", "a1");
        RowScope other = new RowScope(false, Set.of(), Set.of("badges"));
        assertThat(server.rows("bob", position(2, null, true, other), DeliveryLimits.DEFAULT).parts)
                .isEmpty();
    }

    @Test
    void bringsTheOutcomesOfOwnRecordsThatWereSetOrTurned() {
        create(1);
        LogEntry taken = ann.at(20, new Take.Args("a0", 4));
        LogEntry early = ann.at(21, new Add.Args("a0", 1));
        ann.sync(ann.at(10, new Add.Args("a0", 5)));
        ann.sync(taken, early);
        bob.sync(bob.at(15, new Take.Args("a0", 3)));
        ReadRows rows =
                server.rows("ann", position(4, null, true, RowScope.ofAudiences(Set.of("p"))), DeliveryLimits.DEFAULT);
        assertThat(rows.outcomes()).containsOnlyKeys(taken.record().id());
        assertThat(rows.outcomes().values()).extracting(Outcome::kind).containsExactly(Outcome.Kind.REJECTED);
        assertThat(server.rows("ann", at(0, false), TWO).outcomes()).hasSize(4);
        assertThat(server.rows("bob", at(0, false), TWO).outcomes()).isEmpty();
    }

    @Test
    void waitsForTheViewsOfTheRecordsThatItPasses() {
        cid.sync(cid.at(0, new Create.Args("q1", "q", 20)));
        create(2);
        ann.sync(ann.at(10, new AddAll.Args(5)));
        assertThat(server.read("cid", at(0, false), TWO, new ReadRows())).isInstanceOf(Reading.ViewsMissing.class);
        assertThat(server.rows("cid", at(0, false), TWO).present("items"))
                .containsValue("[\"q\",\"q1\",25,null,\"2023-11-14T22:13:20.000000Z\",1.10]");
        ann.sync(ann.at(11, new AddAll.Args(1)));
        long head = server.deliver("cid", 0).head();
        assertThat(server.rows("cid", position(head, null, true, RowScope.ofAudiences(Set.of("q"))), TWO)
                        .present("items"))
                .hasSize(1);
    }

    @Test
    void isReadFromOneSnapshot() {
        create(3);
        ReadRows rows = new ReadRows() {
            @Override
            public void begin(Set<String> present, RowsStart first) {
                super.begin(present, first);
                ann.sync(ann.at(20, new Create.Args("new", "p", 1)), ann.at(21, new Add.Args("a2", 100)));
            }

            @Override
            public void part(RowsPart part) {
                super.part(part);
                ann.sync(ann.at(30 + part.part(), new Create.Args("new" + part.part(), "p", 1)));
            }
        };
        assertThat(server.read("ann", at(0, false), TWO, rows)).isInstanceOf(Reading.Rows.class);
        assertThat(rows.present("items"))
                .containsOnlyKeys("a0", "a1", "a2")
                .containsEntry("a2", "[\"p\",\"a2\",2,null,\"2023-11-14T22:13:20.002000Z\",1.10]");
        assertThat(rows.outcomes()).hasSize(3);
        assertThat(rows.start).satisfies(start -> assertThat(start.expected()).isEqualTo(3));
        assertThat(rows.end).satisfies(end -> assertThat(end.upTo()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 120})
    void bringsEveryTypeAsAnInsertDoesFromTablesOfAnyWidth(int further) {
        String more = IntStream.range(0, further)
                .mapToObj(i -> ", \"c " + i + "?\" integer not null default " + i)
                .collect(Collectors.joining());
        server.database.administer(
                "create table wide (id uuid primary key, audience_key text not null, i bigint, s smallint, "
                        + "b boolean, t text, v varchar(9), ch char(5), by bytea, r real, d double precision, n numeric, day date, "
                        + "at timestamptz, j json, jb jsonb" + more + ")");
        server.database.administer("select synchrotron.track('wide')");
        server.database.administer(
                "alter table wide disable trigger user; insert into wide values ('01234567-89ab-4cde-8f01-23456789abcd', 'p', "
                        + "9007199254740993, -3, true, E'\"\\\\\\n\\u00e9', 'v', 'x ', '\\x0aff', 0.1, 1e22, 1.10, '2024-02-29', "
                        + "'2024-01-02 03:04:05.12Z', '{\"a\" : [1, 2.50]}', '{\"a\": [1, 2.50, null]}'), "
                        + "('11234567-89ab-4cde-8f01-23456789abcd', 'p', null, null, null, null, null, null, null, 1e-7, 1e-7, "
                        + "12345678901234567890123456789.0123456789, null, null, null, null)");
        ReadRows rows = server.rows(
                "bob", position(1, null, true, new RowScope(false, Set.of(), Set.of("wide"))), DeliveryLimits.DEFAULT);
        List<String> images = server.database.transaction(sql -> RoleScope.asEngine(
                sql, () -> sql.createQuery("""
                        select (jsonb_build_array(i.audience_key) || (select jsonb_agg(i.image -> c.name order by c.n)
                            from unnest(t.column_names) with ordinality as c (name, n)))::text
                        from synchrotron.tracked_tables t, synchrotron.row_image('wide', array[
                            '01234567-89ab-4cde-8f01-23456789abcd', '11234567-89ab-4cde-8f01-23456789abcd']) i
                        where t.table_name = 'wide' order by i.row_id
                        """).mapTo(String.class).list()));
        // A wide row fills a part.
        assertThat("[" + String.join(",", images) + "]")
                .isEqualTo(String.join("", rows.texts()).replace("][", ","));
    }

    @Test
    void isCutIntoPartsOfBoundedSize() {
        create(40);
        ReadRows rows = server.rows("bob", at(0, false), TWO);
        assertThat(rows.present("items")).hasSize(40);
        assertThat(rows.parts).hasSizeGreaterThan(2);
        assertThat(rows.parts).extracting(RowsPart::part).startsWith(1L, 2L, 3L);
        assertThat(rows.parts).extracting(RowsPart::delivery).containsOnly(TestServer.ROWS);
        assertThat(rows.end).satisfies(end -> assertThat(end.delivery()).isEqualTo(TestServer.ROWS));
    }

    @Test
    void endsIfItIsReadForTooLong() {
        create(6);
        AtomicLong nanos = new AtomicLong();
        RowLimits limits = new RowLimits(1, Duration.ofSeconds(3), () -> nanos.addAndGet(1_000_000_000));
        DeliveryReader reader =
                new DeliveryReader(TWO, limits, server.hiddenRows(), UnreadableListener.NONE, () -> TestServer.ROWS);
        assertThatThrownBy(() -> server.database.snapshot(
                        sql -> reader.next(TestServer.caller("bob"), at(0, false), new ReadRows(), sql)))
                .isInstanceOf(RowsFailed.class)
                .hasMessageContaining("longer than 3 s");
    }

    private void create(int rows) {
        for (int i = 0; i < rows; i++) {
            ann.sync(ann.at(i, new Create.Args("a" + i, "p", i)));
        }
    }

    private Reading read(ReplicaPosition position) {
        return server.read("bob", position, TWO, new ReadRows());
    }

    private static UserId caller() {
        return TestServer.caller("bob").user();
    }

    private static ReplicaPosition at(long cursor, boolean history) {
        return position(cursor, null, history, RowScope.NONE);
    }

    private static ReplicaPosition position(
            long cursor, @Nullable HybridTimestamp base, boolean history, RowScope need) {
        return Positions.of("ann-1", cursor, base, history, need);
    }
}
