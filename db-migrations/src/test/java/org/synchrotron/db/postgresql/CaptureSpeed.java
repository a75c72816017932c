package org.synchrotron.db.postgresql;

import java.sql.SQLException;
import java.util.Locale;

/** Prints how many rows per second are captured, undone and applied. A program to run by hand, not a test. */
public final class CaptureSpeed {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final int ROWS = 20_000;

    private CaptureSpeed() {}

    /** Takes no arguments. */
    public static void main(String... arguments) throws SQLException {
        try (TestDatabase database = TestDatabase.withAudiences()) {
            database.table(
                    "files", ", path text, lines bigint, changes int, author text, at timestamptz, deleted boolean");
            for (int round = 1; round <= 3; round++) {
                System.out.println("round " + round);
                measure(database);
            }
        }
    }

    private static void measure(TestDatabase database) throws SQLException {
        time("insert, one statement", ROWS, () -> database.act("ann", A, """
                insert into files select g::text, 'a', 'path/' || g, 10, 0, 'ann', '2024-01-02 03:04:05Z', false
                from generate_series(1, %d) g""".formatted(ROWS)));
        time("update, one statement", ROWS, () -> database.act("ann", A, """
                update files set lines = lines + 5, changes = changes + 1, author = 'bob', at = at + interval '1 s'"""));
        time("update, a statement per row", ROWS, () -> database.act("ann", A, """
                do $$ begin for i in 1..%d loop
                    update files set lines = lines + 5, author = 'ann' where id = i::text;
                end loop; end $$""".formatted(ROWS)));
        time("undo", 3 * ROWS, () -> database.undo(A));
        time("apply inserts", ROWS, () -> apply(database, "INSERT"));
        time("apply updates", ROWS, () -> apply(database, "UPDATE"));
        database.undo(A);
    }

    private static void apply(TestDatabase database, String operation) throws SQLException {
        database.transaction(session -> session.asUser("ann").record(A).value("""
                select synchrotron.apply_changes(jsonb_agg(jsonb_build_object('table_name', 'files',
                    'row_id', g::text, 'audience_key', 'a', 'operation', '%1$s', 'forward_patches',
                    jsonb_build_object('lines', length('%1$s') * g, 'author', '%1$s', 'at', '2024-01-02T03:04:05.120Z'))))
                from generate_series(1, %2$d) g""".formatted(operation, ROWS)));
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static void time(String what, int rows, Step step) throws SQLException {
        long start = System.nanoTime();
        step.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "  %-28s %6d rows %6.2f s %8.0f rows/s%n", what, rows, seconds, rows / seconds);
    }
}
