package org.synchrotron.client.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.synchrotron.action.ForbiddenStatement;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.client.store.sqlite.StepSql;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.db.sqlite.SqliteTracking;
import org.synchrotron.db.sqlite.WrittenTables;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/**
 * Brings the application's tables in a file to those of this program, in one transaction.
 *
 * <ol>
 *   <li>Foreign keys are off, capture and the guards of untracked tables are removed.
 *   <li>The steps run.
 *   <li>The tables are tracked, as they are now. Rows that are to be adopted move out.
 *   <li>Tables that have another shape than before, or that a step wrote or created anew, and those that could not hold all of their rows,
 *       are lacking: their rows come from the server anew.
 * </ol>
 */
final class SchemaUpgrade {

    private final Database database;
    private final StateTable state;
    private final List<SchemaStep> steps;

    /** @param steps those that the file lacks */
    SchemaUpgrade(Database database, StateTable state, List<SchemaStep> steps) {
        this.database = database;
        this.state = state;
        this.steps = steps;
    }

    List<TrackedTable> run(ProgramTables program, Supplier<List<TrackedTable>> tracking) {
        enforceForeignKeys(false);
        List<TrackedTable> tables = steps.isEmpty() ? tracked(program, tracking) : upgraded(program, tracking);
        enforceForeignKeys(true);
        return tables;
    }

    private List<TrackedTable> tracked(ProgramTables program, Supplier<List<TrackedTable>> tracking) {
        return database.transaction("tables cannot be tracked", () -> {
            List<TrackedTable> tables = tracking.get();
            program.tracks(tables, Set.of());
            return tables;
        });
    }

    private List<TrackedTable> upgraded(ProgramTables program, Supplier<List<TrackedTable>> tracking) {
        return database.transaction("the application's schema cannot be brought up to date", () -> {
            Set<TrackedTable> before = StoreFailure.unchecked(() -> shapes(program.before()));
            Set<String> written = StoreFailure.unchecked(() -> runSteps(before));
            List<TrackedTable> after = tracking.get();
            Set<String> changed = new HashSet<>(new LeftOutTable(database).tables());
            after.stream()
                    .filter(each -> before.stream().noneMatch(known -> holds(known, each))
                            || written.contains(each.name().toLowerCase(Locale.ROOT)))
                    .forEach(each -> changed.add(each.name()));
            program.tracks(after, changed);
            return after;
        });
    }

    /** {@return whether the table had all that it has now} */
    private static boolean holds(TrackedTable before, TrackedTable now) {
        return before.name().equals(now.name()) && before.columns().containsAll(now.columns());
    }

    private Set<TrackedTable> shapes(Set<String> tables) throws SQLException {
        Set<TrackedTable> shapes = new HashSet<>();
        for (String table : tables) {
            SqliteTracking.inspect(database.connection(), table).ifPresent(shapes::add);
        }
        return shapes;
    }

    private Set<String> runSteps(Set<TrackedTable> before) throws SQLException {
        Connection connection = database.connection();
        SqliteTracking.suspend(connection);
        WrittenTables watch = WrittenTables.watch(
                connection, before.stream().map(TrackedTable::name).toList());
        int done = (int) state.number(StateTable.Key.APPLICATION_SCHEMA);
        for (SchemaStep step : steps) {
            done++;
            run(done, step);
            state.put(StateTable.Key.APPLICATION_SCHEMA, done);
        }
        return watch.end();
    }

    private void run(int number, SchemaStep step) {
        StepSql sql = new StepSql(database.connection());
        try {
            step.run(sql.connection());
            sql.requireTransaction();
        } catch (SQLException e) {
            DatabaseFailure file = SqliteFailures.behind(e, database.file(), "schema step " + number);
            throw file != null ? file : failed(number, " failed: " + e.getMessage(), e);
        } catch (ForbiddenStatement e) {
            throw failed(number, " must not end the transaction: it does '" + e.what() + "'", e);
        } catch (TrackingException e) {
            throw failed(number, " failed: " + e.getMessage(), e);
        }
    }

    private DatabaseFailure failed(int number, String how, Exception cause) {
        return new DatabaseFailure(
                Kind.SCHEMA, database.file(), "step " + number + " of the application's schema" + how, cause);
    }

    /** Between transactions. */
    private void enforceForeignKeys(boolean enforce) {
        try {
            SqliteConnections.enforceForeignKeys(database.connection(), enforce);
        } catch (SQLException e) {
            throw SqliteFailures.of(database.file(), "foreign keys cannot be switched", e);
        }
    }
}
