package org.synchrotron.client.store;

import org.jspecify.annotations.Nullable;

/** How much in the file waits for something. It is asked after each event, and counted only if the file changed. Not thread-safe. */
public final class WaitingCounts {

    /**
     * What waits.
     *
     * @param pending records for the server
     * @param quarantined records for somebody to decide
     * @param leftOut rows for a table that can hold them
     * @param unadopted rows for being adopted
     */
    public record Waiting(int pending, int quarantined, int leftOut, int unadopted) {}

    private static final String COUNT = """
            SELECT unaccepted - quarantined, quarantined,
              (SELECT count(*) FROM synchrotron_left_out_rows WHERE reason IS NOT NULL),
              (SELECT count(*) FROM synchrotron_unadopted_rows)
            FROM synchrotron_record_counts, (SELECT count(*) AS quarantined FROM synchrotron_quarantined_records)""";

    private final Database database;
    private @Nullable Waiting counted;
    private long changes;

    public WaitingCounts(Database database) {
        this.database = database;
    }

    /**
     * {@return what waits} Must be called between transactions.
     *
     * @throws org.synchrotron.client.DatabaseFailure if the file fails
     */
    public Waiting now() {
        return database.read("what waits cannot be counted", () -> {
            Waiting known = counted;
            if (known == null || changes != database.log().rowChanges()) {
                known = count();
                counted = known;
                changes = database.log().rowChanges();
            }
            return known;
        });
    }

    private Waiting count() {
        return database.statements()
                .first(
                        COUNT,
                        none -> {},
                        row -> new Waiting(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .orElseThrow();
    }
}
