package org.synchrotron.db.postgresql;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Prints what comparing audiences costs. On demand: {@code -Dtest=MembershipSpeed}. */
class MembershipSpeed {

    private static final String HASHES =
            "select count(*) from synchrotron.audience_hashes(array(select 'u' || n from generate_series(1, ?::int) n))";

    @Test
    void hashes() throws SQLException {
        measure(10_000, 20);
        measure(1, 10_000);
        measure(100, 20);
    }

    private static void measure(int users, int audiences) throws SQLException {
        try (TestDatabase database = TestDatabase.migrated()) {
            database.define(
                    "create table members (user_id text, audience_key text, primary key (user_id, audience_key))",
                    "insert into members select 'u' || u, 'project:' || a from generate_series(1, " + users
                            + ") u, generate_series(1, " + audiences + ") a",
                    "analyze members",
                    "create or replace view synchrotron.user_audiences (user_id, audience_key) as select * from members");
            StringBuilder times = new StringBuilder();
            for (int i = 0; i < 7; i++) {
                long began = System.nanoTime();
                database.transaction(session -> session.asEngine().value(HASHES, Integer.toString(users)));
                times.append(' ')
                        .append(Duration.ofNanos(System.nanoTime() - began).toMillis());
            }
            System.out.println(users + " users with " + audiences + " audiences, ms:" + times);
        }
    }
}
