package org.synchrotron.client.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sqlite.Function;
import org.synchrotron.clock.WallClock;

/**
 * Makes the surroundings of a run other than those of the run it is compared with, in what a pure action does not notice: rows
 * that are read without an order come the other way round, and SQL's clock is more than a year ahead. That shows at once what
 * would take luck or waiting otherwise. Belongs to one thread at a time.
 */
public final class PerturbedEnvironment {

    /** Another year, day and time of the day. */
    private static final long AHEAD_MS = 40_000_000_000L;

    private final Connection connection;
    private final WallClock wall;
    private boolean clockIsOurs;
    private boolean on;

    /** @param wall tells SQL's clock the time */
    public PerturbedEnvironment(Connection connection, WallClock wall) {
        this.connection = connection;
        this.wall = wall;
    }

    /** From now on, the surroundings are different. */
    public void perturb() throws SQLException {
        if (!clockIsOurs) {
            clock("current_timestamp", "uuuu-MM-dd HH:mm:ss");
            clock("current_date", "uuuu-MM-dd");
            clock("current_time", "HH:mm:ss");
            clockIsOurs = true;
        }
        set(true);
    }

    /** From now on, they are as usual. */
    public void restore() throws SQLException {
        set(false);
    }

    /** The pragma has all statements prepared anew, which makes them see the clock, too. */
    private void set(boolean perturbed) throws SQLException {
        on = perturbed;
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA reverse_unordered_selects = " + (perturbed ? "ON" : "OFF"));
        }
    }

    /** What SQLite has under this name could not be put back: so ours stays, and tells the time as it does. */
    private void clock(String name, String form) throws SQLException {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(form).withZone(ZoneOffset.UTC);
        Function function = new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(format.format(Instant.ofEpochMilli(wall.millis() + (on ? AHEAD_MS : 0))));
            }
        };
        Function.create(connection, name, function, 0, 0);
    }
}
