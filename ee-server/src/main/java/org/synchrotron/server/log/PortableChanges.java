package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;

/**
 * Row changes that somebody else has written down, as this database would have captured them: every value in its portable spelling, an
 * insertion with all columns. The log holds no others, since replicas can read no others. The engine's own work.
 */
public final class PortableChanges {

    /** A class of SQLSTATEs; the others are of the sync schema. */
    private static final String BAD_DATA = "22";

    private static final String NOT_PORTABLE = "SY004";
    private static final String BAD_CHANGE = "SY006";

    private final Handle sql;

    public PortableChanges(Handle sql) {
        this.sql = sql;
    }

    /**
     * {@return the change as it would have been captured}
     *
     * @throws IllegalArgumentException with a sentence that says why, if it could not have been; the transaction has to go back to a
     *     savepoint then
     */
    public RowChange of(RowChange change) {
        Written written = written(change);
        if (!written.id().equals(change.row().id())) {
            throw new IllegalArgumentException("row " + change.row() + " has the id " + written.id() + " here");
        }
        return RowChange.of(change.operation(), change.row(), change.audience(), written.patch(), change.reverse());
    }

    private record Written(String id, JsonObject patch) {}

    private Written written(RowChange change) {
        try {
            return sql.createQuery("""
                            select portable_id, portable_patch
                            from synchrotron.portable_change(:table, :row, :operation, :patch::jsonb)
                            """)
                    .bind("table", change.row().table())
                    .bind("row", change.row().id())
                    .bind("operation", change.operation().name())
                    .bind("patch", JsonText.of(change.forward()))
                    .map((row, context) ->
                            new Written(row.getString("portable_id"), JsonText.read(row.getString("portable_patch"))))
                    .one();
        } catch (JdbiException e) {
            throw refused(change, e);
        }
    }

    private static RuntimeException refused(RowChange change, JdbiException failure) {
        String state = failure.getCause() instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        if (state.equals(BAD_CHANGE)) {
            return new IllegalArgumentException("it names an unknown table or column, or has no row", failure);
        }
        return state.startsWith(BAD_DATA) || state.equals(NOT_PORTABLE)
                ? new IllegalArgumentException(
                        "row " + change.row() + " cannot hold what it writes (SQLSTATE " + state + ")", failure)
                : failure;
    }
}
