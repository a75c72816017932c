package org.synchrotron.it.faults;

import java.util.Random;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.LogLock;

/** The server is killed when an upload of one device is committed, without an answer yet, and one of another is about to be. */
record KilledServer() implements Fault {

    private static final String COMMIT = "COMMIT";

    /** An upload announces itself last. A commit itself can be told by its text only once on each connection. */
    private static final String ANNOUNCEMENT = LogLock.CHANNEL;

    @Override
    public String title() {
        return "server killed around two commits";
    }

    @Override
    public void strike(Site site, Random chance) {
        site.rest();
        site.drains();
        FaultyDevice after = site.devices().get(0);
        FaultyDevice before = site.devices().get(1);
        FaultyNode node = site.node();

        node.database().holdAnswersFrom(COMMIT);
        after.ask("add " + site.todo());
        ActionId committed = after.ids("pending").iterator().next();
        Await.until("the upload is committed", () -> ServerDatabase.isLogged(committed));

        node.database().holdRequestsFrom(ANNOUNCEMENT);
        before.ask("add " + site.todo());
        Await.until(
                "the other one is about to be",
                () -> ServerDatabase.isLogLocked() && node.database().requestBytesHeldBack() > 0);
        node.kill();
        node.start();
    }
}
