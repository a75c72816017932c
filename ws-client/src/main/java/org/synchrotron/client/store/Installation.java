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

    /**
     * {@return the state of the file, with the sync tables in it} The file belongs to the user of the settings then.
     *
     * @throws StoreOpening.Damage if the sync tables do not agree
     */
    ReplicaState claimed(StoreSettings settings) {
        ownTables();
        StoreOpening.refuse(FileCheck.ofContents(database));
        ReplicaState claimed = database.transaction("cannot be claimed", () -> {
            state.check();
            return new ReplicaState(state, settings.wall(), ReplicaIdentity.claim(state, settings));
        });
        database.nameSavepoints(claimed.clientId());
        return claimed;
    }

    private void ownTables() {
        try {
            SqliteSchema.install(database.connection());
        } catch (IllegalStateException e) {
            throw new DatabaseFailure(Kind.NEWER_VERSION, database.file(), String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw SqliteFailures.of(database.file(), "cannot be prepared", e);
        }
    }

    /**
     * {@return the application's tables} Runs the steps that the file lacks, and tracks the tables, in one transaction.
     *
     * @param replica learns which rows are to come anew
     */
    List<TrackedTable> applicationTables(StoreSettings settings, ReplicaState replica) {
        List<SchemaStep> steps = settings.schema();
        int done = database.read("cannot be read", () -> (int) state.number(StateTable.Key.APPLICATION_SCHEMA));
        if (done > steps.size()) {
            throw new DatabaseFailure(
                    Kind.NEWER_VERSION,
                    database.file(),
                    "it went through " + done + " steps of the application's schema, and this program has "
                            + steps.size() + ": use the newer program",
                    null);
        }
        SchemaUpgrade upgrade = new SchemaUpgrade(database, state, steps.subList(done, steps.size()));
        try {
            List<TrackedTable> tracked = upgrade.run(new ProgramTables(state, replica), () -> track(settings));
            noteDefinitions();
            return tracked;
        } catch (DatabaseFailure failure) {
            if (failure.kind() == Kind.SCHEMA) {
                requireDefinitions();
            }
            throw failure;
        }
    }

    private void noteDefinitions() {
        long present = definitions();
        if (state.number(StateTable.Key.APPLICATION_DEFINITIONS) != present) {
            database.transaction("the application's tables cannot be noted", () -> {
                state.put(StateTable.Key.APPLICATION_DEFINITIONS, present);
                return state;
            });
        }
    }

    /**
     * The program cannot use the application's tables. If nobody changed them since it could, the program is to blame.
     *
     * @throws StoreOpening.Damage if they are not as they were
     */
    private void requireDefinitions() {
        long noted = state.number(StateTable.Key.APPLICATION_DEFINITIONS);
        if (noted != 0 && noted != definitions()) {
            throw new StoreOpening.Damage("the definitions of the application's tables are not as they were");
        }
    }

    private long definitions() {
        return database.read(
                "cannot be read",
                () -> StoreFailure.unchecked(() -> SqliteSchema.checksumOfOthers(database.connection())));
    }

    private List<TrackedTable> track(StoreSettings settings) {
        List<TrackedTable> tracked = new ArrayList<>();
        for (String table : settings.tables()) {
            tracked.add(track(table, settings.adoptions().containsKey(table)));
        }
        StoreFailure.unchecked(() -> SqliteTracking.release(database.connection(), tracked));
        refusing(() -> UntrackedTables.guard(database.connection(), tracked));
        return tracked;
    }

    private TrackedTable track(String table, boolean adopting) {
        try {
            return StoreFailure.unchecked(() -> adopting
                    ? SqliteTracking.adopt(database.connection(), table)
                    : SqliteTracking.track(database.connection(), table));
        } catch (TrackingException e) {
            throw refused(e);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void refusing(Work work) {
        try {
            StoreFailure.unchecked(work::run);
        } catch (TrackingException e) {
            throw refused(e);
        }
    }

    private DatabaseFailure refused(TrackingException e) {
        return new DatabaseFailure(Kind.SCHEMA, database.file(), String.valueOf(e.getMessage()), e);
    }
}
