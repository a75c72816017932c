package org.synchrotron.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.runtime.Transactions;

@DisplayName("Touched rows")
class TouchedRowsTest extends ServerTest {

    private static final DeliveryLimits TWO = new DeliveryLimits(2, 200, 1 << 20);
    private static final int MANY = 70;
    private static final int ONE_COMMIT = ClientMessage.Upload.MOST_RECORDS;

    @Test
    void areReadOnceEachHoweverManyThereAre() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)), ann.at(1, new Add.Args("a", 1)));
        server.database.administer("set session_replication_role = replica;"
                + "insert into items select 'i' || n, case when n % 10 = 0 then 'u:bob' else 'p' end, n from generate_series(1, 2500) n;"
                + "insert into parts select 'i' || n, 'p', 'a' from generate_series(1, 1200) n;"
                + touch("items", "i", 2_500) + touch("parts", "i", 1_200) + touch("items", "gone", 1_500)
                + touch("no longer tracked", "x", 5));
        ReadRows touched = server.rows("bob", at(1, RowScope.NONE), TWO);
        assertThat(touched.start)
                .satisfies(start -> assertThat(start.expected()).isEqualTo(3_701));
        assertThat(touched.present("items")).hasSize(2_501).containsKeys("a", "i1", "i10", "i2500");
        assertThat(touched.present("parts")).hasSize(1_200);
        assertThat(touched.gone("items")).hasSize(1_500).doesNotHaveDuplicates();
        ReadRows more = server.rows("bob", at(1, RowScope.ofAudiences(Set.of("u:bob"))), TWO);
        assertThat(more.start).satisfies(start -> assertThat(start.expected()).isEqualTo(3_701));
        assertThat(rows(more)).hasSize(3_701).doesNotHaveDuplicates();
        assertThat(more.gone("items")).hasSize(1_500);
        ReadRows whole = server.rows("bob", at(1, new RowScope(false, Set.of(), Set.of("items"))), TWO);
        assertThat(whole.start).satisfies(start -> assertThat(start.expected()).isEqualTo(3_701));
        assertThat(rows(whole)).hasSize(3_701).doesNotHaveDuplicates();
        assertThat(whole.gone("items")).isEmpty();
        server.database.administer("set session_replication_role = replica; delete from items where id like 'i%';"
                + "delete from synchrotron.action_modified_rows where server_ingest_id = 2 and sequence > 0");
    }

    @Test
    void costWhatChangedForTheReaderNotWhatArrived() throws SQLException {
        bob.sync(bob.at(0, new Create.Args("b", "p", 1)));
        ann.sync(ann.at(1, new Create.Args("h", "u:ann", 1)), ann.at(2, new Add.Args("b", 1)));
        RowScope audience = RowScope.ofAudiences(Set.of("u:bob"));
        long few = logRowsRead(at(1, audience), "action_records", "action_modified_rows", "outcome_changes");
        ann.sync(adds("h", MANY));
        assertThat(logRowsRead(at(1, audience), "action_records", "action_modified_rows", "outcome_changes"))
                .isLessThanOrEqualTo(few + 5);
    }

    @Test
    void comeWithoutReadingRecordsIfThereAreTooManyAnyway() throws SQLException {
        bob.sync(bob.at(0, new Create.Args("b", "p", 1)));
        add(MANY);
        long some = logRowsRead(at(1, RowScope.NONE), "action_records");
        add(MANY);
        assertThat(some).isLessThan(MANY / 2);
        assertThat(logRowsRead(at(1, RowScope.NONE), "action_records")).isLessThanOrEqualTo(some + 5);
    }

    @Test
    void doNotComeInsteadOfOneCommitThatFits() {
        bob.sync(bob.at(0, new Create.Args("b", "p", 1)));
        ann.sync(ann.at(1, new Create.Args("h", "u:ann", 1)));
        ann.sync(adds("h", MANY));
        ann.sync(adds("b", ONE_COMMIT));
        assertThat(server.read("bob", at(1, RowScope.NONE), TWO, new ReadRows()))
                .isInstanceOfSatisfying(
                        Reading.Ready.class,
                        ready -> assertThat(ready.delivery().entries()).hasSize(ONE_COMMIT));
        ann.sync(ann.at(900, new Add.Args("b", 1)));
        assertThat(server.read("bob", at(1, RowScope.NONE), TWO, new ReadRows()))
                .isInstanceOf(Reading.Rows.class);
    }

    /** Row changes in the same audience as the second record. */
    private static String touch(String table, String prefix, int number) {
        return """
                insert into synchrotron.action_modified_rows
                select action_record_id, (select max(sequence) from synchrotron.action_modified_rows) + n, '%s', '%s' || n,
                    audience_key, operation, forward_patches, reverse_patches, server_ingest_id
                from synchrotron.action_modified_rows, generate_series(1, %d) n where server_ingest_id = 2 and sequence = 0;
                """.formatted(table, prefix, number);
    }

    private static List<String> rows(ReadRows read) {
        return read.texts().stream()
                .flatMap(text -> List.of(text.substring(1, text.length() - 1).split("(?<=\\]),")).stream())
                .toList();
    }

    /** Adds records in several commits. */
    private void add(int number) {
        LogEntry[] entries = adds("b", number);
        for (int from = 0; from < number; from += 10) {
            ann.sync(Arrays.copyOfRange(entries, from, from + 10));
        }
    }

    private LogEntry[] adds(String row, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> ann.at(10 + i, new Add.Args(row, 1)))
                .toArray(LogEntry[]::new);
    }

    /** {@return how many rows of tables of the log a row delivery reads} By index, as in a log that is not small. */
    private long logRowsRead(ReplicaPosition position, String... tables) throws SQLException {
        server.database.administer("analyze");
        DeliveryReader reader = new DeliveryReader(
                TWO, TestServer.ROW_LIMITS, server.hiddenRows(), UnreadableListener.NONE, () -> TestServer.ROWS);
        try (Connection connection = server.database.connect()) {
            return TestDatabase.transaction(connection, sql -> {
                Transactions.beginSnapshot(sql);
                sql.execute("set local enable_seqscan = off");
                assertThat(reader.next(TestServer.caller("bob"), position, new ReadRows(), sql))
                        .isInstanceOf(Reading.Rows.class);
                return sql.createQuery("""
                                select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_all_tables
                                where schemaname = 'synchrotron' and relname = any (:tables)
                                """)
                        .bindArray("tables", String.class, (Object[]) tables)
                        .mapTo(Long.class)
                        .one();
            });
        }
    }

    private static ReplicaPosition at(long cursor, RowScope need) {
        return Positions.of("bob-1", cursor, null, false, need);
    }
}
