package org.synchrotron.db.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.db.CaptureContract;
import org.synchrotron.db.CaptureDatabase;

class SqliteCaptureTest extends CaptureContract {
    @TempDir
    Path directory;

    @Override
    protected CaptureDatabase open() throws SQLException {
        return new SqliteCaptureDatabase(directory.resolve(UUID.randomUUID() + ".db"));
    }
}
