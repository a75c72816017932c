package org.synchrotron.db;

import static org.synchrotron.db.tracking.Identifier.literal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.synchrotron.db.tracking.ColumnType;

/** Records with random writes to three tables that are connected by cascades. */
final class RandomHistory {
    interface Tables {
        void create(String name, String... columns) throws SQLException;
    }

    private final Random random;
    private final CaptureDatabase database;

    RandomHistory(Random random, CaptureDatabase database) {
        this.random = random;
        this.database = database;
    }

    static void define(Tables tables, CaptureDatabase database) throws SQLException {
        tables.create("parents", "name TEXT", "price " + database.declared(ColumnType.DECIMAL));
        tables.create(
                "children",
                "parent_id TEXT REFERENCES parents (id) ON DELETE CASCADE",
                "n BIGINT",
                "x " + database.declared(ColumnType.REAL),
                "flag " + database.declared(ColumnType.BOOLEAN));
        tables.create(
                "notes",
                "child_id TEXT REFERENCES children (id) ON DELETE SET NULL",
                "at " + database.declared(ColumnType.TIMESTAMP),
                "data " + database.declared(ColumnType.BYTES),
                "more " + database.declared(ColumnType.JSON));
    }

    /** Executes this many records and returns their ids, in order. */
    List<String> execute(int records) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            database.execute(
                    id,
                    random.ints(1 + random.nextInt(4))
                            .mapToObj(ignored -> statement())
                            .toList());
            ids.add(id);
        }
        return ids;
    }

    private String statement() {
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                "INSERT INTO parents VALUES (" + id() + ", 'u', " + text() + ", " + decimal()
                        + ") ON CONFLICT (id) DO UPDATE SET name = excluded.name";
            case 2, 3, 4 ->
                "INSERT INTO children SELECT " + id() + ", 'u', id, " + random.nextLong() + ", " + real() + ", "
                        + random.nextBoolean() + " FROM parents WHERE id = " + id()
                        + " ON CONFLICT (id) DO UPDATE SET n = excluded.n, parent_id = excluded.parent_id";
            case 5, 6 ->
                "INSERT INTO notes SELECT " + id() + ", 'u', id, '2024-01-02T03:04:05."
                        + String.format("%05d", random.nextInt(100000)) + "7Z', " + bytes() + ", '{\"a\":"
                        + random.nextInt(9)
                        + "}' FROM children WHERE id = " + id() + " ON CONFLICT (id) DO NOTHING";
            case 7 -> "UPDATE parents SET price = " + decimal() + ", name = " + text() + " WHERE id > " + id();
            case 8 -> "UPDATE children SET x = " + real() + ", flag = NULL WHERE id <= " + id();
            case 9 -> "UPDATE notes SET data = " + bytes() + ", at = NULL, more = NULL WHERE id = " + id();
            case 10 -> "DELETE FROM parents WHERE id = " + id();
            default -> "DELETE FROM children WHERE id = " + id();
        };
    }

    private String id() {
        return literal("r" + random.nextInt(6));
    }

    private String text() {
        return random.nextInt(4) == 0
                ? "NULL"
                : literal(List.of("a", "A", "it's", "é😀", "").get(random.nextInt(5)));
    }

    private String decimal() {
        return literal(random.nextInt(20) + "." + random.nextInt(10) + "0");
    }

    private String real() {
        return literal(Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10)));
    }

    private String bytes() {
        return database.bytes(String.format("%08x", random.nextInt()));
    }
}
