package org.synchrotron.it.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.EmptyDatabase;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.it.kit.World;

/** Devices with the present library and the server of an earlier commit, which is brought up to date under them. */
@DisplayName("A server of an earlier version")
class EarlierServerIT {

    private static final String EARLIER = "c9231b8a";

    @Test
    void worksWithDevicesOfThisOneAndGoesOnWhenItIsBroughtUpToDate() throws Exception {
        assumeTrue(EarlierVersion.isThere(EARLIER), "these sources have no history");
        WebArchive war = EarlierVersion.ofServer(EARLIER).war();
        try (EmptyDatabase database = new EmptyDatabase("earlier")) {
            EarlierVersion.of(EARLIER)
                    .migrate(database.url(), database.administrator(), database.password(), database.loginPassword());
            int port = ServerProcess.freePort();
            try (ServerProcess before = start("earlier", port, war);
                    World world = new World(before.uri())) {
                Device ann = world.member("ann").online().awaitSynced();
                Device bob = world.member("bob").online().awaitSynced();
                ann.does(world.todo("on the earlier server"));
                ann.awaitSynced();
                bob.awaitSameAsServer();
                ann.awaitSameAsServer();
                before.kill();
                ann.does(world.todo("between"));

                PostgresMigrations migrations = new PostgresMigrations(
                        new DatabaseAddress(database.url(), database.administrator(), database.password()));
                migrations.migrate(List.of("classpath:db/todos"));
                try (ServerProcess now = start("now", port, TodosWar.create())) {
                    assertThat(now.uri()).isEqualTo(before.uri());
                    bob.does(world.todo("on the present server"));

                    ann.awaitSynced();
                    bob.awaitSynced();
                    ann.awaitSameAsServer();
                    bob.awaitSameAsServer();
                    assertThat(ServerDatabase.recordsOf(List.of(ann.user(), bob.user())))
                            .isEqualTo(3);
                }
            }
        }
    }

    private static ServerProcess start(String name, int port, WebArchive war) {
        return ServerProcess.start(name, port, Map.of(), Map.of("todos", war)).awaitReady();
    }
}
