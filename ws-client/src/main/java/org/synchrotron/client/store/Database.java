package org.synchrotron.client.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.SQLiteConnection;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.db.sqlite.SqliteTransaction;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.log.ClientId;

/**
 * The one connection that writes the file, its transactions and its prepared statements. Not thread-safe: one thread at a time may use
 * it.
 */
public final class Database implements AutoCloseable {

    /** SQLite's page cache in KiB, negative by its convention: small, since a program may hold many clients. */
    private static final String CACHE = "-1024";

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run();
    }

    private final Path file;
    private final Path real;
    private final Connection connection;
    private final PreparedStatements statements;
    private final RecordNumbers numbers;
    private final WriteAheadLog log;
    private final FreeSpace space;
    private final FileCheck check;

    /** The name of attempts' savepoints: SQLite takes the latest of a name, so nobody else may use it. */
    private String savepoint = "synchrotron_attempt";

    private volatile Runnable damaged = () -> {};

    private Database(Path file, Connection connection, Path real) throws SQLException {
        this.file = file;
        this.real = real;
        this.check = new FileCheck(real);
        this.connection = connection;
        this.statements = new PreparedStatements(connection);
        this.numbers = new RecordNumbers(statements);
        this.log = new WriteAheadLog(connection.unwrap(SQLiteConnection.class), real);
        this.space = new FreeSpace(connection);
    }

    /**
     * {@return the file, opened} The caller has its lock.
     *
     * @param real the file, after links
     * @throws DatabaseFailure if it can be neither opened nor created, or is no database
     */
    static Database open(Path file, Path real) {
        Properties properties = SqliteConnections.properties();
        properties.setProperty("cache_size", CACHE);
        // A transaction that begins by reading fails if another process writes before it does.
        properties.setProperty("transaction_mode", "IMMEDIATE");
        // When the write-ahead log starts again, its file is cut to this length.
        properties.setProperty("journal_size_limit", String.valueOf(ReadLimits.LEAST_LOG_BYTES));
        try {
            return opened(file, DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties), real);
        } catch (SQLException e) {
            throw SqliteFailures.of(file, "cannot be opened", e);
        }
    }

    private static Database opened(Path file, Connection connection, Path real) throws SQLException {
        try {
            Database database = new Database(file, connection, real);
            database.space.prepare();
            database.log.begin();
            return database;
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    /** @throws DatabaseFailure if there cannot be a file there */
    static void requirePlace(Path file) {
        if (Files.isDirectory(file)) {
            throw new DatabaseFailure(DatabaseFailure.Kind.CANNOT_OPEN, file, "this is a directory", null);
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new DatabaseFailure(
                    DatabaseFailure.Kind.CANNOT_OPEN, file, "the directory " + directory + " does not exist", null);
        }
    }

    public Path file() {
        return file;
    }

    /** {@return the file, after links} */
    Path realFile() {
        return real;
    }

    public WriteAheadLog log() {
        return log;
    }

    public FreeSpace space() {
        return space;
    }

    public Connection connection() {
        return connection;
    }

    /**
     * Runs the work in one transaction: committed if it returns, rolled back if it throws.
     *
     * @param doing for the message: what could not be done
     * @throws DatabaseFailure if the database failed; what the work itself throws passes unchanged
     */
    public <T> T transaction(String doing, Work<T> work) {
        numbers.forget();
        try {
            connection.setAutoCommit(false);
            try {
                T result = work.run();
                // Commits; the driver's commit() would begin the next transaction at once.
                connection.setAutoCommit(true);
                return result;
            } catch (StoreFailure failure) {
                SqliteTransaction.rollBack(connection, failure.sql());
                throw failure.sql();
            } catch (Throwable thrown) {
                noteIfDamaged(thrown);
                SqliteTransaction.rollBack(connection, thrown);
                throw thrown;
            }
        } catch (SQLException e) {
            throw failed(doing, e);
        }
    }

    private DatabaseFailure failed(String doing, SQLException cause) {
        noteIfDamaged(cause);
        return SqliteFailures.of(file, doing, cause);
    }

    /** If this is because the file is damaged: the next opening looks through all of it, and who asked for it is told. Any thread may call it. */
    void noteIfDamaged(Throwable thrown) {
        if (SqliteFailures.isDamage(thrown)) {
            check.raiseDoubt(thrown);
            damaged.run();
        }
    }

    /** Has this run, on any thread, each time when the file turns out to be damaged; it must return at once. */
    public void whenDamaged(Runnable told) {
        damaged = told;
    }

    /** Makes the savepoints have a name that actions do not know. */
    void nameSavepoints(ClientId client) {
        savepoint = Identifier.quote("synchrotron_attempt " + client.value());
    }

    // The statements stay prepared, where the driver's savepoints would be parsed for each record of a replay.

    /** Begins an attempt inside the transaction: it ends with {@link #keep} or {@link #takeBack}. */
    public void attempt() {
        statements.execute("SAVEPOINT " + savepoint);
    }

    /** Ends the attempt and keeps its changes. */
    public void keep() {
        statements.execute("RELEASE " + savepoint);
    }

    /** Ends the attempt and undoes its changes. */
    public void takeBack() {
        numbers.forget();
        statements.execute("ROLLBACK TO " + savepoint);
        keep();
    }

    /**
     * Reads with one statement, which needs no transaction of its own.
     *
     * @param doing for the message: what could not be done
     * @throws DatabaseFailure if the database failed
     */
    public <T> T read(String doing, Work<T> work) {
        try {
            return work.run();
        } catch (StoreFailure failure) {
            throw failed(doing, failure.sql());
        }
    }

    /** {@return what does not agree in the sync tables, so that all rows are to come anew; empty if all does} */
    public Optional<String> contradiction() {
        return FileCheck.ofRows(this);
    }

    /** Looks at what only another file mends. If there is such damage, who asked for it is told, and the next opening replaces the file. */
    public void lookAtTables() {
        FileCheck.ofTables(this).ifPresent(this::replaced);
    }

    /** The same for all of the file: something failed that never should. */
    public void lookThrough() {
        FileCheck.ofIndexes(this).or(() -> FileCheck.ofContents(this)).ifPresent(this::replaced);
    }

    private void replaced(String found) {
        check.note(found);
        damaged.run();
    }

    /** {@return this connection's statements} */
    PreparedStatements statements() {
        return statements;
    }

    /** {@return the numbers of the records in the present transaction} */
    RecordNumbers numbers() {
        return numbers;
    }

    @Override
    public void close() {
        try (connection;
                statements) {
            // In reverse: the statements, the connection.
        } catch (SQLException e) {
            throw SqliteFailures.of(file, "cannot be closed", e);
        }
    }
}
