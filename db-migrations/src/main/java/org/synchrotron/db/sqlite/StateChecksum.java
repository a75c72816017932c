package org.synchrotron.db.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The checksum of a value of {@code synchrotron_state}: a wrong bit there could otherwise lead to a client that no server takes. */
public final class StateChecksum {

    /** SQLITE_CORRUPT: https://www.sqlite.org/rescode.html. */
    private static final int CORRUPT = 11;

    private StateChecksum() {}

    /** {@return the checksum of a value under its key} */
    public static long of(String key, String value) {
        CRC32 sum = new CRC32();
        sum.update((key + '=' + value).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /**
     * {@return the value in a row of all columns of the table} A value without a checksum is taken as it is, also where the table has none yet.
     *
     * @throws SQLException with SQLite's code for a damaged file if the value does not have its checksum
     */
    public static String checked(ResultSet row) throws SQLException {
        String key = row.getString("key");
        String value = row.getString("value");
        boolean hasChecksums = row.getMetaData().getColumnCount() > 2;
        if (hasChecksums && row.getString("checksum") != null && row.getLong("checksum") != of(key, value)) {
            throw damaged("the value '" + key + "' of the sync tables does not have its checksum", null);
        }
        return value;
    }

    static SQLException damaged(String what, @Nullable RuntimeException cause) {
        return new SQLException(what, null, CORRUPT, cause);
    }
}
