package org.synchrotron.db.postgresql;

import java.sql.SQLException;
import java.util.Locale;

/** Prints how long statements take under grants of few and of many audiences. A program to run by hand, not a test. */
public final class GrantSpeed {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final int ROWS = 20_000;
    private static final int STATEMENTS = 200;

    private GrantSpeed() {}

    /** Takes no arguments. */
    public static void main(String... arguments) throws SQLException {
        try (TestDatabase database = TestDatabase.migrated()) {
            database.table("items", ", x integer");
            database.define("create index items_audience on items (audience_key)");
            fill(database);
            for (int audiences : new int[] {3, 300, 10_000}) {
                measure(database, audiences);
            }
        }
    }

    /** Each audience has two rows. */
    private static void fill(TestDatabase database) throws SQLException {
        let(database, 10_000);
        String grant = grant(database);
        database.transaction(session -> session.asUser("ann")
                .set("synchrotron.grant_id", grant)
                .open()
                .record(A)
                .run("""
                insert into items select g::text, 'audience-' || (g %% 10000 + 1), 0 from generate_series(1, %d) g
                """.formatted(ROWS)));
        database.define("analyze items");
    }

    private static void let(TestDatabase database, int audiences) throws SQLException {
        database.define("create or replace view synchrotron.user_audiences (user_id, audience_key) as"
                + " select 'ann', 'audience-' || g from generate_series(1, " + audiences + ") g");
    }

    private static String grant(TestDatabase database) throws SQLException {
        return database.transaction(session -> session.asEngine().value("select synchrotron.present_grant('ann')"));
    }

    private static void measure(TestDatabase database, int audiences) throws SQLException {
        let(database, audiences);
        String grant = grant(database);
        System.out.println(audiences + " audiences");
        time("a row by its id", STATEMENTS, database, grant, """
                do $$ begin for i in 1..%d loop
                    perform x from items where id = '2';
                end loop; end $$""".formatted(STATEMENTS));
        time("an update of a row by its id", STATEMENTS, database, grant, """
                do $$ begin for i in 1..%d loop
                    update items set x = x + 1 where id = '2';
                end loop; end $$""".formatted(STATEMENTS));
        time("all visible rows", 1, database, grant, "select sum(x) from items");
        time("an update of all visible rows", 1, database, grant, "update items set x = x + 1");
    }

    private static void time(String what, int statements, TestDatabase database, String grant, String sql)
            throws SQLException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            database.transaction(session -> session.asUser("ann")
                    .set("synchrotron.grant_id", grant)
                    .open()
                    .record(A)
                    .run(sql));
            best = Math.min(best, (System.nanoTime() - start) / 1e6 / statements);
        }
        System.out.printf(Locale.ROOT, "  %-30s %9.3f ms%n", what, best);
    }
}
