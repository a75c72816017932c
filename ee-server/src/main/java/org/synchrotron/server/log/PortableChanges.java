package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;

/**
 * Converts row changes from a client to the form in which this database would have captured them: every value in its portable
 * spelling, an insertion with all columns. The log holds only this form, because replicas can read no other. The transaction must
 * be in the engine's scope.
 */
public final class PortableChanges {

    /** An SQLSTATE class; the other constants are SQLSTATEs of the sync schema. */
    private static final String BAD_DATA = "22";

    private static final String NOT_PORTABLE = "SY004";
    private static final String BAD_CHANGE = "SY006";

    private final Handle sql;

    public PortableChanges(Handle sql) {
        this.sql = sql;
    }

    /**
     * {@return the change in the form of a captured one}
     *
     * @throws IllegalArgumentException if the change cannot be stored; the message says why. The transaction must then roll back
     *     to a savepoint
     */
    public RowChange of(RowChange change) {
        Written written = written(change);
        if (!written.id().equals(change.row().id())) {
            throw new IllegalArgumentException(
                    "row " + change.row() + " is spelled with the id " + written.id() + " in this database");
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
