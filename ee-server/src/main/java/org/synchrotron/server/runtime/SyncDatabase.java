package org.synchrotron.server.runtime;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.access.ScopeKey;
import org.synchrotron.server.log.PostgresSql;

/**
 * Runs work in JTA transactions of the database. In each, JDBC, JPA and the application's own work share one connection. The data
 * source is not XA, because it is the only resource that is enlisted. The pool is sized for a hundred sessions with short
 * transactions. Thread-safe.
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
            // A connection that the database has closed is replaced before it is handed out.
            // Work on a connection that broke within the last second fails and must be tried again.
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.fail-all-connections=true",
            // A database that does not answer, a lock that is not given back and a transaction that goes nowhere end in
            // time.
            "tcpKeepAlive=true",
            "connectTimeout=${MPCONFIG=synchrotron.db.connect-timeout:10}",
            "loginTimeout=${MPCONFIG=synchrotron.db.socket-timeout:75}",
            "socketTimeout=${MPCONFIG=synchrotron.db.socket-timeout:75}",
            "options=${MPCONFIG=synchrotron.db.options:" + SyncDatabase.OPTIONS + "}"
        })
public class SyncDatabase implements Transactions {

    /** The JNDI name under which applications find the same data source, for their own tables. */
    public static final String DATA_SOURCE = "java:app/jdbc/synchrotron";

    /** Shorter than the socket's time limit, so that the database says what is wrong, and the connection lasts. */
    static final String OPTIONS =
            "-c lock_timeout=30s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s";

    @Resource(lookup = DATA_SOURCE)
    private DataSource dataSource;

    @Resource
    private TransactionSynchronizationRegistry registry;

    @Inject
    private Settings settings;

    private String key = "";

    /** Each transaction needs the key. */
    @PostConstruct
    void deriveKey() {
        key = ScopeKey.of(settings.databasePassword());
    }

    /**
     * Makes the container inject the data source, which happens at the first call and works only on a thread of the application.
     * A health check runs on another thread and may be the first caller.
     */
    public void findResources() {}

    @Override
    @Transactional
    public <T> T transaction(Function<Handle, T> work) {
        return joined(work);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> T snapshot(Function<Handle, T> work) {
        return joined(sql -> {
            Transactions.beginSnapshot(sql);
            return work.apply(sql);
        });
    }

    /**
     * {@return the result of the work} Like {@link #transaction}, except that the refusal of an action does not roll back the
     * caller's transaction: the action has undone its own changes.
     */
    @Transactional(
            dontRollbackOn = {org.synchrotron.action.ActionRejected.class, org.synchrotron.action.InvalidArguments.class
            })
    public <T> T execution(Function<Handle, T> work) {
        return joined(work);
    }

    /** {@return whether the transaction of this thread can only be rolled back} */
    public boolean isSpoiled() {
        return registry.getRollbackOnly();
    }

    /** The container rolls such a transaction back without a word, so nobody may take it for a success. */
    private void requireUsable() {
        if (isSpoiled()) {
            throw new IllegalStateException("the transaction can only be rolled back: nothing of it is stored");
        }
    }

    private <T> T joined(Function<Handle, T> work) {
        try (Connection connection = dataSource.getConnection();
                Handle sql = PostgresSql.open(connection, key)) {
            T result = work.apply(sql);
            requireUsable();
            return result;
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        } catch (Error e) {
            // JTA does not roll back on an Error: without this, the work so far would be committed.
            throw new IllegalStateException(e);
        }
    }
}
