package org.synchrotron.db.postgresql;

import java.sql.SQLException;
import org.synchrotron.db.CaptureContract;
import org.synchrotron.db.CaptureDatabase;

class PostgresCaptureTest extends CaptureContract {

    @Override
    protected CaptureDatabase open() throws SQLException {
        return new PostgresCaptureDatabase();
    }
}
