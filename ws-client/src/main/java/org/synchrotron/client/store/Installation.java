package org.synchrotron.client.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.db.sqlite.SqliteSchema;
import org.synchrotron.db.sqlite.SqliteTracking;
import org.synchrotron.db.sqlite.UntrackedTables;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/** Installs what this program needs in a file: the sync tables, the application's tables, and capture. Running it again changes nothing. */
final class Installation {

    private final Database database;
    private final StateTable state;

    Installation(Database database, StateTable state) {
        this.database = database;
        this.state = state;
    }

    void ownTables() {
        try {
            SqliteSchema.install(database.connection());
        } catch (IllegalStateException e) {
            throw new DatabaseFailure(Kind.NEWER_VERSION, database.file(), String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw SqliteFailures.of(database.file(), "cannot be prepared", e);
        }
    }

    void applicationTables(List<SchemaStep> steps) {
        for (int done = stepsDone(); done < steps.size(); done++) {
            step(done + 1, steps.get(done));
        }
    }

    private int stepsDone() {
        return database.read("cannot be read", () -> (int) state.number(StateTable.Key.APPLICATION_SCHEMA));
    }

    private void step(int number, SchemaStep step) {
        database.transaction("schema step " + number + " cannot be stored", () -> {
            try {
                step.run(database.connection());
            } catch (SQLException e) {
                DatabaseFailure file = SqliteFailures.behind(e, database.file(), "schema step " + number);
                throw file != null
                        ? file
                        : new DatabaseFailure(
                                Kind.SCHEMA,
                                database.file(),
                                "step " + number + " of the application's schema failed: " + e.getMessage(),
                                e);
            }
            state.put(StateTable.Key.APPLICATION_SCHEMA, number);
            return number;
        });
    }

    List<TrackedTable> track(List<String> tables) {
        return database.transaction("tables cannot be tracked", () -> {
            List<TrackedTable> tracked = new ArrayList<>();
            for (String table : tables) {
                tracked.add(track(table));
            }
            StoreFailure.unchecked(() -> UntrackedTables.guard(database.connection(), tracked));
            return tracked;
        });
    }

    private TrackedTable track(String table) {
        try {
            return StoreFailure.unchecked(() -> SqliteTracking.track(database.connection(), table));
        } catch (TrackingException e) {
            throw new DatabaseFailure(Kind.SCHEMA, database.file(), String.valueOf(e.getMessage()), e);
        }
    }
}
