package org.synchrotron.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.synchrotron.client.DatabaseFailure.Kind;

@DisplayName("A failure of SQLite")
class SqliteFailuresTest {

    private static Kind kind(SQLiteErrorCode code) {
        return SqliteFailures.of(Path.of("a.db"), "cannot be opened", new SQLiteException("it failed", code))
                .kind();
    }

    @Test
    void isAFullDiskIfTheIndexOfTheWriteAheadLogCannotGrow() {
        assertThat(kind(SQLiteErrorCode.SQLITE_IOERR_SHMSIZE)).isEqualTo(Kind.DISK_FULL);
        assertThat(kind(SQLiteErrorCode.SQLITE_FULL)).isEqualTo(Kind.DISK_FULL);
        assertThat(kind(SQLiteErrorCode.SQLITE_IOERR_READ)).isEqualTo(Kind.OTHER);
    }
}
