package org.synchrotron.server.runtime;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.log.PostgresSql;

/**
 * The database, in JTA transactions: JDBC, JPA and the application's own work share one connection in each. Not XA: it is the
 * only resource that is enlisted. The pool serves a hundred sessions, whose transactions are short.
 */
@ApplicationScoped
@DataSourceDefinition(
        name = SyncDatabase.DATA_SOURCE,
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=synchrotron.db.url}",
        user = "${MPCONFIG=synchrotron.db.user}",
        password = "${MPCONFIG=synchrotron.db.password}",
        minPoolSize = 2,
        initialPoolSize = 0,
        maxPoolSize = 50,
        properties = {
            // A connection that the database has closed meanwhile is replaced before it is handed out.
            // Whoever gets one that broke within the last second tries again.
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.fail-all-connections=true"
        })
public class SyncDatabase implements Transactions {

    /** Where applications find the same data source, for their own tables. */
    public static final String DATA_SOURCE = "java:app/jdbc/synchrotron";

    @Resource(lookup = DATA_SOURCE)
    private DataSource dataSource;

    /**
     * Has the data source injected, which happens at the first call and only works on a thread of the application: health checks
     * run on another, and may be the first to ask.
     */
    public void findResources() {}

    @Override
    @Transactional
    public <T> T transaction(Function<Handle, T> work) {
        return joined(work);
    }

    /**
     * {@return what the work gives} The same, but an action's refusal leaves the caller's transaction alive: it has taken
     * itself back.
     */
    @Transactional(
            dontRollbackOn = {org.synchrotron.action.ActionRejected.class, org.synchrotron.action.InvalidArguments.class
            })
    public <T> T execution(Function<Handle, T> work) {
        return joined(work);
    }

    private <T> T joined(Function<Handle, T> work) {
        try (Connection connection = dataSource.getConnection();
                Handle sql = PostgresSql.open(connection)) {
            return work.apply(sql);
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        } catch (Error e) {
            // JTA says nothing of errors: without this, what was done so far would be committed.
            throw new IllegalStateException(e);
        }
    }
}
