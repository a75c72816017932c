package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.FootprintActions.Stray;
import org.synchrotron.server.kit.FootprintActions.Touch;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;

/** Records are named by their time and footprint: {@code 3ab} is third and has a footprint of the rows a and b; {@code 3*} names none. */
@DisplayName("A replay of records that name rows")
class NamedRowsTest extends ServerTest {

    private final Map<LogEntry, String> names = new HashMap<>();

    @BeforeEach
    void create() {
        ann.sync("abcd"
                .chars()
                .mapToObj(row -> ann.at(0, new Create.Args(Character.toString(row), "p", 0)))
                .toArray(LogEntry[]::new));
    }

    private LogEntry entry(String name) {
        LogEntry entry = ann.at(10L * Character.digit(name.charAt(0), 10), new Touch.Args(name.substring(1)));
        names.put(entry, name);
        return entry;
    }

    private LogEntry[] entries(String names) {
        return Arrays.stream(names.split(" ")).map(this::entry).toArray(LogEntry[]::new);
    }

    /** A record that runs again gets new positions. */
    private String position(LogEntry entry) {
        return server.database
                .rows("select min(position) from synchrotron.applied_changes where action_record_id = '"
                        + entry.record().id() + "'")
                .get(0);
    }

    /** {@return the new records, and those of the log that run again} */
    private List<String> runs(String suffix, String fresh) {
        Map<LogEntry, String> before = new HashMap<>();
        LogEntry[] logged = entries(suffix);
        ann.sync(logged);
        Arrays.stream(logged).forEach(each -> before.put(each, position(each)));
        LogEntry[] late = entries(fresh);
        ann.sync(late);
        List<LogEntry> ran = new ArrayList<>(List.of(late));
        before.forEach((each, position) -> {
            if (!position(each).equals(position)) {
                ran.add(each);
            }
        });
        assertThat(server.missingChanges()).isEmpty();
        return ran.stream()
                .sorted(Comparator.comparing(each -> each.record().clock()))
                .map(each -> names.getOrDefault(each, "?"))
                .toList();
    }

    @Test
    void doesNotRunUnaffectedRecords() {
        assertThat(runs("2b 3a 4c", "1a")).containsExactly("1a", "3a");
    }

    @Test
    void followsFootprintsFromRowToRow() {
        assertThat(runs("2c 3ab 4bc 5c 6d", "1a")).containsExactly("1a", "3ab", "4bc", "5c");
    }

    @Test
    void countsANewRecordFromItsPlaceOn() {
        assertThat(runs("2a 3b 5a", "1b 4a")).containsExactly("1b", "3b", "4a", "5a");
    }

    @Test
    void runsEverythingAfterANewRecordOfUnknownFootprint() {
        assertThat(runs("2b 4b 5c", "1a 3*")).containsExactly("1a", "3*", "4b", "5c");
    }

    @Test
    void runsALoggedRecordOfUnknownFootprintBeforeANewOne() {
        assertThat(runs("2* 3b 5c", "1a 4*")).containsExactly("1a", "2*", "3b", "4*", "5c");
    }

    @Test
    void runsEverythingAfterALoggedRecordOfUnknownFootprint() {
        assertThat(runs("2b 3* 4b", "1a")).containsExactly("1a", "3*", "4b");
    }

    @Test
    void runsARecordAgainThatWroteAnotherRowThanItNames() {
        ann.sync(ann.at(20, new Stray.Args("a", "b", "strayed")), ann.at(30, new Add.Args("c", 1)));
        assertThat(server.database.rows("select count(*) from synchrotron.footprint_rows where record_id in"
                        + " (select id from synchrotron.action_records where _tag = 'stray_v1')"))
                .containsExactly("(0)");
        bob.sync(bob.at(10, new Touch.Args("b")));
        assertThat(server.materializer.counts().snapshot().again()).containsEntry("stray_v1", 1L);
        assertThat(server.missingChanges()).isEmpty();
    }

    /** {@return how many rows of the log the upload of a late record reads} By index, as in a log that is not small. */
    private long rowsRead(LogEntry late) throws SQLException {
        bob.receive();
        try (Connection connection = server.database.connect();
                Statement settings = connection.createStatement()) {
            settings.execute("set enable_seqscan = off");
            connection.commit();
            long[] read = new long[1];
            assertThat(server.accept(bob.upload(late), connection, () -> read[0] = rowsRead(connection)))
                    .isInstanceOf(Accepted.class);
            return read[0];
        }
    }

    private static long rowsRead(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
                        from pg_stat_xact_all_tables
                        where schemaname = 'synchrotron' and relname in
                            ('action_records', 'action_modified_rows', 'applied_changes', 'footprints', 'footprint_rows')
                        """)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addToOthers(int from, int to) {
        ann.sync(IntStream.range(from, to)
                .mapToObj(i -> ann.at(100 + i, new Create.Args("row " + i, "p", i)))
                .toArray(LogEntry[]::new));
    }

    @Test
    void readsNothingOfTheRestOfTheAudience() throws SQLException {
        addToOthers(0, 10);
        ann.sync(ann.at(500, new Add.Args("a", 1)), ann.at(501, new Add.Args("a", 2)));
        long few = rowsRead(bob.at(11, new Add.Args("a", 10)));
        addToOthers(10, 110);
        long many = rowsRead(bob.at(10, new Add.Args("a", 20)));
        assertThat(server.materializer.counts().snapshot().again()).containsEntry("add_v1", 5L);
        assertThat(many - few).isLessThanOrEqualTo(30);
        assertThat(server.database.rows("select x from items where id = 'a'")).containsExactly("(33)");
    }
}
