package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.RowScope;

@DisplayName("The size of a client's file")
class FileSizeTest {

    private static final int FEW = 100;
    private static final int MANY = 20_000;

    private static final int RECORDS = 5_000;
    private static final int RECORDS_OF_A_DELIVERY = 100;

    @TempDir
    Path directory;

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "[\"team\",\"row-%d\",\"the text of a row that has some length\",1,true,null]".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static LogEntry increment(int record) {
        return bobs(
                "r" + record,
                "unknown_v1",
                record,
                record,
                JsonValue.EMPTY_JSON_OBJECT,
                updated("row-" + record % FEW, "team", number(record)));
    }

    private static void giveBack(Bench bench) {
        while (bench.store().database().space().giveBack()) {
            // One step at a time, as the client does.
        }
    }

    private long closed(Bench bench) throws IOException {
        bench.close();
        return Files.size(bench.file());
    }

    private long sizeOfNewFile() throws IOException {
        Bench fresh = new Bench(directory.resolve("fresh.db"));
        new Arriving(fresh, RowScope.ALL).present(rows(FEW)).ends(9, 5_000);
        return closed(fresh);
    }

    @Test
    void followsItsRowsAndNotItsAge() throws IOException {
        Bench old = new Bench(directory.resolve("old.db"));
        new Arriving(old, RowScope.ALL).present(rows(FEW)).ends(1, 1);
        long largest = 0;
        for (int i = 2; i < RECORDS; i += RECORDS_OF_A_DELIVERY) {
            LogEntry[] entries = IntStream.range(i, i + RECORDS_OF_A_DELIVERY)
                    .mapToObj(FileSizeTest::increment)
                    .toArray(LogEntry[]::new);
            old.deliver(i + RECORDS_OF_A_DELIVERY - 1, entries);
            old.alice().rows().cutIfDue();
            giveBack(old);
            old.store().database().log().truncate();
            largest = Math.max(largest, Files.size(old.file()));
        }
        assertThat(largest).as("at any time").isLessThan(3 * sizeOfNewFile());
        closed(old);
    }

    @Test
    void followsItsRowsWhenMostAreGone() throws IOException {
        Bench bench = new Bench(directory.resolve("peak.db"));
        assertItShrinks(bench);
    }

    @Test
    void followsItsRowsAlsoIfAnEarlierVersionCreatedTheFile() throws IOException, SQLException {
        Path file = directory.resolve("earlier.db");
        try (Connection connection = SqliteConnections.open(file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE notes (id TEXT PRIMARY KEY)");
        }
        Bench bench = new Bench(file);
        assertItShrinks(bench);
    }

    private void assertItShrinks(Bench bench) throws IOException {
        new Arriving(bench, RowScope.ALL).present(rows(MANY)).ends(9, 5_000);
        bench.store().database().log().truncate();
        assertThat(Files.size(bench.file())).as("the peak").isGreaterThan(1_500_000);
        new Arriving(bench, RowScope.ALL).present(rows(FEW)).ends(10, 6_000);
        giveBack(bench);

        assertThat(Files.size(bench.file())).as("without being closed").isLessThan(2 * sizeOfNewFile());
        assertThat(bench.texts("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(bench.texts("SELECT count(*) FROM todos")).containsExactly("" + FEW);
        bench.close();
    }
}
