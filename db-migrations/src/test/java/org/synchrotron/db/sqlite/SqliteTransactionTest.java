package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

class SqliteTransactionTest {

    @TempDir
    Path directory;

    @Test
    void saysWhyItFailedAlsoIfSqliteHasRolledItBackByItself() throws SQLException {
        try (Connection connection = SqliteConnections.open(directory.resolve("full.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE notes (text TEXT)");
            // What a full disk looks like to SQLite.
            statement.executeUpdate("PRAGMA max_page_count = 10");

            assertThatThrownBy(() -> SqliteTransaction.run(connection, () -> {
                        for (int i = 0; i < 100; i++) {
                            statement.executeUpdate("INSERT INTO notes VALUES (zeroblob(1000))");
                        }
                        return connection;
                    }))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            full -> assertThat(full.getErrorCode()).isEqualTo(SQLiteErrorCode.SQLITE_FULL.code));

            assertThat(connection.getAutoCommit()).isTrue();
            SqliteTransaction.run(
                    connection, () -> statement.executeUpdate("INSERT INTO notes VALUES ('there is room')"));
        }
    }
}
