package org.synchrotron.it.inside;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.runtime.SyncDatabase;

/** The contents of the whole database, as the engine sees them. */
@ApplicationScoped
public class DatabaseContents {

    private static final String COUNTS = """
            select (select count(*) from synchrotron.action_records) as records,
                (select count(*) from synchrotron.action_modified_rows) as effects,
                (select count(*) from synchrotron.applied_changes) as applied,
                (select count(*) from todos) as todos,
                (select count(*) from notes) as notes
            """;

    @Inject
    private SyncDatabase database;

    /** {@return the number of rows of each table} */
    public Map<String, Object> counts() {
        return engine(sql -> sql.createQuery(COUNTS).mapToMap().one());
    }

    /** {@return the greatest ingest id of the log} */
    public long head() {
        return engine(sql ->
                sql.createQuery("select synchrotron.head()").mapTo(Long.class).one());
    }

    /** {@return the points of a todo} */
    public long points(String id) {
        return engine(sql -> sql.createQuery("select points from todos where id = cast(:id as uuid)")
                .bind("id", id)
                .mapTo(Long.class)
                .one());
    }

    private <T> T engine(Function<Handle, T> reading) {
        return database.transaction(sql -> RoleScope.asEngine(sql, () -> reading.apply(sql)));
    }
}
