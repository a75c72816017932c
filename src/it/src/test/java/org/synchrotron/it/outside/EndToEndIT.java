package org.synchrotron.it.outside;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.it.kit.World;

/** The tests of all topics, in one class because each deployment starts a server of its own. */
@ExtendWith(ArquillianExtension.class)
class EndToEndIT
        implements ProtectedPaths,
                BearerTokens,
                ClosedConnections,
                OfflineWork,
                RowsBeforeTracking,
                GrowingSchema,
                EarlierPrograms,
                LateArrivals,
                BrokenNetwork,
                ChangedMemberships,
                Privacy,
                Refusals,
                ServerActions {

    @ArquillianResource
    private URL url;

    private World world;

    @Deployment(testable = false)
    static WebArchive application() {
        return TodosWar.create();
    }

    /** Replaces the host of the URL, which is the machine's name, because the server listens on loopback. */
    @BeforeEach
    void begin() {
        world = new World(
                URI.create("http://127.0.0.1:" + url.getPort() + url.getPath().replaceAll("/$", "")));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Override
    public World world() {
        return world;
    }
}
