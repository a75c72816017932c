package org.synchrotron.server.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.access.TokenVerifier;

/** Wrong settings and actions fail the deployment, with what is wrong, and not the first request. */
@ApplicationScoped
class Startup {

    private static final System.Logger LOG = System.getLogger(Startup.class.getName());

    void check(
            @Observes @Initialized(ApplicationScoped.class) Object started,
            Settings settings,
            TokenVerifier tokens,
            ActionCatalogue actions,
            UploadAcceptance acceptance) {
        settings.databaseUrl();
        settings.databaseUser();
        settings.databasePassword();
        LOG.log(System.Logger.Level.INFO, "synchrotron knows the actions {0}", actions.tags());
    }
}
