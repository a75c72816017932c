package org.synchrotron.client.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.RecoveredFile;
import org.synchrotron.client.store.sqlite.ActionSql;
import org.synchrotron.client.store.sqlite.PerturbedEnvironment;
import org.synchrotron.db.tracking.TrackedTable;

/**
 * A client's file, opened: its tables, and the transactions that change them. Not thread-safe: one thread at a time may use it.
 */
public final class Store implements AutoCloseable {

    private final Database database;
    private final RecordTable records;
    private final EffectTable effects;
    private final QuarantineTable quarantine;
    private final ReplicaState state;
    private final TrackedRows rows;
    private final ArrivingRows arriving;
    private final LeftOutTable leftOut;
    private final WantedRows wanted;
    private final PastRecords past;
    private final LogCut cut;
    private final StoreSettings settings;
    private final References references;
    private final ActionSql actionSql;
    private final PerturbedEnvironment environment;
    private final EndingLogic ending = new EndingLogic();
    private final @Nullable DatabaseLock lock;

    /** @param lock is released when this is closed; null if the caller does that */
    Store(Database database, StoreSettings settings, @Nullable DatabaseLock lock) {
        this.lock = lock;
        this.database = database;
        this.settings = settings;
        this.records = new RecordTable(database);
        this.effects = new EffectTable(database);
        this.quarantine = new QuarantineTable(database);
        StateTable table = new StateTable(database);
        Installation installation = new Installation(database, table);
        this.state = installation.claimed(settings);
        List<TrackedTable> tracked = installation.applicationTables(settings, state);
        this.leftOut = new LeftOutTable(database);
        this.rows = database.transaction(
                "cannot be read",
                () -> StoreFailure.unchecked(() -> new TrackedRows(database, tracked, leftOut, state)));
        this.arriving = new ArrivingRows(new ArrivingParts(database), rows, leftOut);
        this.past = new PastRecords(database);
        this.cut = new LogCut(database, state);
        this.wanted = new WantedRows(effects, rows, leftOut, cut);
        this.references = new References(database, tracked);
        this.actionSql = new ActionSql(database.connection(), SqliteFailures::isOfTheFile);
        this.environment = new PerturbedEnvironment(
                database.connection(), () -> state.clock().wallMillis());
    }

    /**
     * {@return the file, opened and with everything installed that this program needs} A damaged one is replaced.
     *
     * @param recovered is told if it was
     * @throws DatabaseFailure if it cannot be used, or another client uses it; the message says why
     */
    public static Store open(StoreSettings settings, Consumer<RecoveredFile> recovered) {
        return new StoreOpening(settings, recovered).open();
    }

    /** The same; nobody is told. */
    public static Store open(StoreSettings settings) {
        return open(settings, file -> {});
    }

    public Database database() {
        return database;
    }

    public RecordTable records() {
        return records;
    }

    public PredictedRecords predicted() {
        return new PredictedRecords(database);
    }

    public EffectTable effects() {
        return effects;
    }

    public QuarantineTable quarantine() {
        return quarantine;
    }

    public ReplicaState state() {
        return state;
    }

    public TrackedRows rows() {
        return rows;
    }

    public ArrivingRows arriving() {
        return arriving;
    }

    /** {@return the rows of which the tables here cannot hold what the log gives} */
    public LeftOutTable leftOut() {
        return leftOut;
    }

    /** {@return what the log gives} */
    public WantedRows wanted() {
        return wanted;
    }

    public PastRecords past() {
        return past;
    }

    public LogCut cut() {
        return cut;
    }

    /** {@return what the program said about the file} */
    public StoreSettings settings() {
        return settings;
    }

    public References references() {
        return references;
    }

    /** {@return a handle for the SQL of an action, in the present transaction; closing it does not end that} */
    public Handle openSql() {
        return actionSql.open();
    }

    /** Runs work in an environment that differs in ways that a pure action does not notice. */
    public <T> T perturbed(Supplier<T> run) {
        StoreFailure.unchecked(environment::perturb);
        try {
            return run.get();
        } finally {
            StoreFailure.unchecked(environment::restore);
        }
    }

    /**
     * {@return the failure of the file that caused this exception of logic, to be thrown instead; empty if the logic itself failed}
     *
     * @param doing for the message: what could not be done
     */
    public Optional<RuntimeException> fileFailure(RuntimeException thrown, String doing) {
        return thrown instanceof StoreFailure
                ? Optional.of(thrown)
                : unsound(doing).or(() -> Optional.ofNullable(SqliteFailures.behind(thrown, database.file(), doing)));
    }

    /**
     * {@return what the present run of logic met, whatever it made of it, that is not its own failure or cannot be undone; empty for
     * nothing}
     */
    public Optional<RuntimeException> unsound(String doing) {
        return SqliteFailures.met(actionSql, database.file(), doing);
    }

    /** {@return the records whose logic does not run in the present replay} */
    public EndingLogic ending() {
        return ending;
    }

    /** Like {@link Database#transaction}; a rollback also restores the state in memory. */
    public <T> T transaction(String doing, Database.Work<T> work) {
        try {
            return database.transaction(doing, work);
        } catch (RuntimeException | Error thrown) {
            reloadAfter(thrown);
            throw thrown;
        }
    }

    /** A transaction in which logic may run: foreign keys and checks are enforced. */
    public <T> T transactionWithLogic(String doing, Database.Work<T> work) {
        rows.enforceConstraints(true);
        return transaction(doing, work);
    }

    /** The same, but always rolled back. */
    public <T> T dryRun(String doing, Database.Work<T> work) {
        return transactionWithLogic(doing, () -> {
            T seen = work.run();
            StoreFailure.unchecked(() -> database.connection().rollback());
            state.reload();
            return seen;
        });
    }

    /**
     * A transaction that brings the tables to what the log gives. With logic in it constraints are enforced; if they cannot hold,
     * because the user does not see every parent row or a row becomes valid only later, it is repeated without them. If logic ends the
     * transaction, it is repeated without this logic.
     */
    public <T> T transactionOfReplay(String doing, boolean logic, Database.Work<T> work) {
        return ending.repeated(() -> attemptOfReplay(doing, logic, work));
    }

    private <T> T attemptOfReplay(String doing, boolean logic, Database.Work<T> work) {
        if (logic) {
            try {
                return transactionWithLogic(doing, work);
            } catch (DatabaseFailure e) {
                if (!SqliteFailures.isConstraint(e)) {
                    throw e;
                }
            }
        }
        return transactionWithoutConstraints(doing, work);
    }

    /** A transaction that replaces rows, whatever constraints say meanwhile. */
    public <T> T transactionWithoutConstraints(String doing, Database.Work<T> work) {
        rows.enforceConstraints(false);
        return transaction(doing, work);
    }

    private void reloadAfter(Throwable cause) {
        try {
            state.reload();
        } catch (StoreFailure failure) {
            cause.addSuppressed(failure.sql());
        }
    }

    @Override
    public void close() {
        try (lock;
                database) {
            rows.close();
        } catch (SQLException e) {
            throw SqliteFailures.of(database.file(), "cannot be closed", e);
        }
    }
}
