package org.synchrotron.server.assembly;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.access.TokenVerifier;
import org.synchrotron.server.announce.postgresql.NotificationLoop;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.runtime.SyncDatabase;

/**
 * Begins and ends with the application. Wrong settings and actions fail the deployment, with what is wrong, and not the first
 * request: whatever depends on them is made here.
 */
@WebListener
public class Startup implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    @Inject
    private Settings settings;

    @Inject
    @SuppressWarnings("UnusedVariable") // Injected to be made, see above.
    private TokenVerifier tokens;

    @Inject
    private ActionCatalogue actions;

    @Inject
    @SuppressWarnings("UnusedVariable") // The same.
    private UploadAcceptance acceptance;

    @Inject
    private SyncDatabase database;

    @Inject
    private NotificationLoop notifications;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        settings.check();
        database.findResources();
        LOG.log(System.Logger.Level.INFO, "synchrotron knows the actions {0}", actions.tags());
        notifications.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        notifications.stop();
    }
}
