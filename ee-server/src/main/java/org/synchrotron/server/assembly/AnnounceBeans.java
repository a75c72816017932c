package org.synchrotron.server.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.server.accept.DueWithdrawals;
import org.synchrotron.server.access.ScopeKey;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.announce.AccessListener;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.DatabaseListeners;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.announce.postgresql.NotificationLoop;
import org.synchrotron.server.inspect.LogReplacedReport;
import org.synchrotron.server.runtime.ManagedThreads;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.session.OpenSessions;

/** Creates the beans that listen for commits. */
@Dependent
class AnnounceBeans {

    private static final int CONNECT_SECONDS = 10;

    /** Longer than any query of the loop takes. Waiting for notifications has a limit of its own. */
    private static final int ANSWER_SECONDS = 20;

    @Produces
    @Singleton
    CommitListener listener(OpenSessions sessions, LogReplacedReport replaced) {
        return new CommitListener(sessions, replaced);
    }

    @Produces
    @Singleton
    DatabaseListeners listeners(
            CommitListener commits,
            MembershipListener memberships,
            RevokedAccess revoked,
            Settings settings,
            ManagedThreads threads,
            DueWithdrawals due) {
        return new DatabaseListeners(
                commits,
                memberships,
                new AccessListener(revoked, settings.roles(), CoreBeans.nanos()),
                new WithdrawalListener(due, threads.uploads(), CoreBeans.nanos()));
    }

    /** The loop opens its connection outside the pool, because it keeps it. */
    @Produces
    @Singleton
    NotificationLoop notifications(
            DatabaseListeners listeners, Settings settings, ManagedThreads threads, ActionCatalogue actions) {
        return new NotificationLoop(
                () -> connection(settings),
                ScopeKey.of(settings.databasePassword()),
                listeners,
                threads.factory(),
                actions.tags());
    }

    private static Connection connection(Settings settings) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, settings.databaseUser());
        PGProperty.PASSWORD.set(properties, settings.databasePassword());
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, ANSWER_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, ANSWER_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        return DriverManager.getConnection(settings.databaseUrl(), properties);
    }
}
