package org.synchrotron.client.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.db.sqlite.SqliteSchema;

/**
 * Looks for damage in a file when it is opened. The pages of a small file are always looked at; those of a large one, which takes seconds for
 * each gigabyte, if the client that had it open before did not close it, or met damage. Of the sync tables it looks at what must agree.
 */
final class FileCheck {

    private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);

    /** About a tenth of a second. */
    private static final long SMALL_BYTES = 16L << 20;

    private static final String FOUND = "The file beside this one is replaced when it is opened the next time: ";

    private static final String PAGES = "PRAGMA quick_check(1)";

    /** Compares indexes with their tables, too, and takes several times as long. */
    private static final String PAGES_AND_INDEXES = "PRAGMA integrity_check(1)";

    /** Whose file it is. */
    static final String USER = "(SELECT value FROM synchrotron_state WHERE key = 'user_id')";

    static final String CLIENT = "(SELECT value FROM synchrotron_state WHERE key = 'client_id')";

    /** The tables whose changes are captured. */
    static final String CAPTURED = "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE"
            + " 'synchrotron!_capture!_insert!_%' ESCAPE '!'";

    /** The ids of the records in quarantine. */
    static final String QUARANTINED =
            "(SELECT id FROM synchrotron_quarantined_records CROSS JOIN synchrotron_action_records"
                    + " ON number = record_number)";

    /** What each query finds, if it finds anything. */
    private record Contradiction(String query, String sentence) {}

    /** All rows, anew, mend these. */
    private static final List<Contradiction> OF_ROWS = List.of(
            new Contradiction(
                    "SELECT 1 FROM synchrotron_applied_changes WHERE record_number NOT IN"
                            + " (SELECT number FROM synchrotron_action_records)",
                    "the undo log has changes of records that are not in the log"),
            new Contradiction(
                    "SELECT 1 FROM synchrotron_action_records WHERE server_ingest_id > coalesce((SELECT"
                            + " CAST(value AS INTEGER) FROM synchrotron_state WHERE key = 'cursor'), 0)",
                    "the log has records after the cursor"));

    /** Only another file mends these. */
    private static final List<Contradiction> OF_TABLES = List.of(
            new Contradiction(
                    "SELECT 1 FROM synchrotron_action_records WHERE server_ingest_id IS NULL AND (user_id, client_id) <>"
                            + " (" + USER + ", " + CLIENT + ")",
                    "the log has pending records of others"),
            new Contradiction(
                    "SELECT 1 WHERE (SELECT unaccepted FROM synchrotron_record_counts) IS NOT"
                            + " (SELECT count(*) FROM synchrotron_action_records WHERE server_ingest_id IS NULL)",
                    "pending records are not as many as were counted"),
            new Contradiction(
                    "SELECT 1 FROM synchrotron_quarantined_records WHERE refused_id NOT IN " + QUARANTINED,
                    "a record is in quarantine because of one that is not"),
            new Contradiction(
                    CAPTURED
                            + " AND tbl_name COLLATE NOCASE NOT IN (SELECT table_name FROM synchrotron_tracked_tables)",
                    "the changes of a table are captured that is not tracked"),
            new Contradiction(
                    "SELECT 1 FROM synchrotron_capture_context WHERE mode <> 'none' OR applying <> 0",
                    "capture was left in the middle of a transaction"));

    private final Path marker;

    /** @param file the database file */
    FileCheck(Path file) {
        this.marker = file.resolveSibling(file.getFileName() + ".check");
    }

    /**
     * The file is in doubt: the next opening looks at all of it. What was found before stays.
     *
     * @param thrown if an unreadable value is a cause, nobody else finds it: the next opening replaces the file
     */
    void raiseDoubt(Throwable thrown) {
        if (found().isPresent()) {
            return;
        }
        write(UnreadableValue.in(thrown)
                .map(found -> FOUND + found)
                .orElse("The file beside this one is looked through when it is opened the next time.\n"));
    }

    /** The next opening replaces the file. */
    void note(String damage) {
        write(FOUND + damage);
    }

    private void write(String text) {
        try {
            Files.writeString(marker, text);
        } catch (IOException e) {
            LOG.warn("it cannot be noted that a file is in doubt", e);
        }
    }

    /** {@return what an earlier program found wrong, for which the file is replaced; empty if nothing} */
    Optional<String> found() {
        try {
            return Files.exists(marker)
                    ? Optional.of(Files.readString(marker))
                            .filter(text -> text.startsWith(FOUND))
                            .map(text -> text.substring(FOUND.length()))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("what was found wrong with a file cannot be read", e);
            return Optional.empty();
        }
    }

    /** The file is as it should be. */
    void settle() {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            LOG.debug("a file will be looked through once more", e);
        }
    }

    /** {@return what is wrong with the pages; empty if nothing, or if they need not be looked at} */
    Optional<String> ofPages(Database database, boolean unclean) {
        if (Files.exists(marker)) {
            return ofIndexes(database);
        }
        return unclean || size(database.file()) <= SMALL_BYTES ? verdict(database, PAGES) : Optional.empty();
    }

    /** {@return what is wrong with the pages, or in what an index and its table do not agree; empty if nothing} */
    static Optional<String> ofIndexes(Database database) {
        return verdict(database, PAGES_AND_INDEXES);
    }

    /** The application's tables may be stricter than the server's: a row that breaks their checks is no damage. */
    private static Optional<String> verdict(Database database, String pragma) {
        return database.read(
                "cannot be looked through",
                () -> StoreFailure.unchecked(() -> SqliteConnections.withoutChecks(
                        database.connection(),
                        () -> database.statements()
                                .first(pragma, query -> {}, row -> row.getString(1))
                                .filter(verdict -> !verdict.equals("ok")))));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** {@return what does not agree in the sync tables; empty if all does} */
    static Optional<String> ofContents(Database database) {
        return ofTables(database).or(() -> ofRows(database));
    }

    /** {@return what does not agree of what belongs to rows, so that all rows, anew, mend it} */
    static Optional<String> ofRows(Database database) {
        return first(OF_ROWS, database);
    }

    /** {@return what does not agree of the rest, so that only another file mends it} */
    static Optional<String> ofTables(Database database) {
        return database.read(
                        "cannot be looked through",
                        () -> StoreFailure.unchecked(() -> SqliteSchema.isIntact(database.connection())))
                ? first(OF_TABLES, database)
                : Optional.of("the definitions of the sync tables are not as they were");
    }

    private static Optional<String> first(List<Contradiction> contradictions, Database database) {
        return database.read(
                "cannot be looked through",
                () -> contradictions.stream()
                        .filter(each -> database.statements()
                                .first(each.query() + " LIMIT 1", query -> {}, row -> true)
                                .isPresent())
                        .map(Contradiction::sentence)
                        .findFirst());
    }
}
