package org.synchrotron.server.assembly;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.access.Safety;
import org.synchrotron.server.access.token.TokenVerifier;
import org.synchrotron.server.announce.postgresql.NotificationLoop;
import org.synchrotron.server.retention.Retention;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.runtime.SyncDatabase;
import org.synchrotron.server.session.SessionLimits;
import org.synchrotron.server.session.UploadRates;

/**
 * Starts and stops the server with the application. It creates the beans that depend on settings and actions, so that a wrong
 * setting or action fails the deployment, with a message that says what is wrong, and not the first request.
 */
@WebListener
public class Startup implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    @Inject
    private Settings settings;

    @Inject
    @SuppressWarnings("UnusedVariable") // Injected so that it is created, see above.
    private TokenVerifier tokens;

    @Inject
    private ActionCatalogue actions;

    @Inject
    @SuppressWarnings("UnusedVariable") // The same.
    private UploadAcceptance acceptance;

    @Inject
    @SuppressWarnings("UnusedVariable") // The same.
    private SessionLimits limits;

    @Inject
    @SuppressWarnings("UnusedVariable") // The same.
    private UploadRates rates;

    @Inject
    private SyncDatabase database;

    @Inject
    private NotificationLoop notifications;

    @Inject
    private Instance<Retention> retention;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        settings.check();
        database.findResources();
        requireSafety();
        tellActions();
        notifications.start();
        if (settings.retention().isPresent()) {
            retention.get().start();
        }
    }

    private void requireSafety() {
        List<String> breaches = database.transaction(sql -> Safety.breaches(settings.roles(), sql));
        if (!breaches.isEmpty()) {
            throw new IllegalStateException(
                    "synchrotron does not start, because users could see or change rows of others: "
                            + String.join(" ", breaches));
        }
    }

    private void tellActions() {
        if (actions.tags().isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "synchrotron has found no action in the WAR and is not ready: put the classes with @SyncAction, or their"
                            + " jar, into the WAR");
        } else {
            LOG.log(System.Logger.Level.INFO, "synchrotron has started with the actions {0}", actions.tags());
        }
        Set<String> both = new TreeSet<>(settings.retiredActions());
        both.retainAll(actions.tags());
        if (!both.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "synchrotron.retired-actions lists actions that the WAR has: {0}. Their code decides; remove them there",
                    both);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        notifications.stop();
    }
}
