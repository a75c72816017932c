package org.synchrotron.server.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.DriverManager;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.postgresql.NotificationLoop;
import org.synchrotron.server.runtime.ManagedThreads;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.session.OpenSessions;

/** Creates the beans that listen for commits. */
@Dependent
class AnnounceBeans {

    @Produces
    @Singleton
    CommitListener listener(OpenSessions sessions) {
        return new CommitListener(sessions);
    }

    /** The loop opens its connection outside the pool, because it keeps it. */
    @Produces
    @Singleton
    NotificationLoop notifications(CommitListener listener, Settings settings, ManagedThreads threads) {
        return new NotificationLoop(
                () -> DriverManager.getConnection(
                        settings.databaseUrl(), settings.databaseUser(), settings.databasePassword()),
                listener,
                threads.factory());
    }
}
