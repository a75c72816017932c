package org.synchrotron.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.RawRequest;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.TestSettings;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.CreateTodo;
import org.synchrotron.it.todos.LaxCreateTodo;
import org.synchrotron.log.Outcome;

/** WARs that differ in their actions and settings: which are deployed, which are ready, and what is said. */
class DeploymentIT {

    private static final String READY = ") ready in ";

    /** Payara Micro deploys no other WAR after one that failed, so each of those has a process of its own. */
    private static ServerProcess deployed(String name, Map<String, WebArchive> wars) {
        return deployed(name, Map.of(), wars);
    }

    private static ServerProcess deployed(String name, Map<String, String> settings, Map<String, WebArchive> wars) {
        ServerProcess server = ServerProcess.start(name, ServerProcess.freePort(), settings, wars);
        Await.until(
                "all WARs are deployed or refused",
                Await.BOOT_TIMEOUT,
                () -> server.log().contains(READY));
        return server;
    }

    @Test
    void actionsInJarsThatAreNoBeanArchivesAreKnownAndAServerWithoutAnActionIsNotReady() throws Exception {
        try (ServerProcess server = deployed(
                "actions",
                Map.of("injars", TodosWar.createWithActionsInJars(), "none", TodosWar.createWithoutActions()))) {
            assertThat(server.log())
                    .contains(
                            "started with the actions [add_points_v1, complete_todo_v1, create_todo_v1, rename_todo_v1]")
                    .contains("synchrotron has found no action in the WAR");
            assertThat(server.readiness().statusCode()).isEqualTo(503);
            assertThat(server.readiness().body()).contains("the WAR has no action");
            assertThatActionsRun(server.uri().resolve("/injars"));
        }
    }

    private static void assertThatActionsRun(URI server) {
        try (World world = new World(server)) {
            Device ann = world.member("ann").online();
            Execution<String> created = ann.does(world.todo("by an action in a plain jar"));
            assertThat(outcomeOf(created)).isEqualTo(Outcome.APPLIED);
            assertThat(outcomeOf(ann.does(new AddPoints.Args(created.result(), 3))))
                    .isEqualTo(Outcome.APPLIED);
            ann.awaitSameAsServer();
        }
    }

    @Test
    void twoActionsWithOneTagAreNotDeployedAndBothAreNamed() throws Exception {
        try (ServerProcess server =
                deployed("twice", Map.of("todos", TodosWar.create().addClass(LaxCreateTodo.class)))) {
            assertThatItIsNotDeployed(server);
            assertThat(server.log())
                    .contains("two actions have the tag create_todo_v1")
                    .contains(CreateTodo.class.getName())
                    .contains(LaxCreateTodo.class.getName());
        }
    }

    @Test
    void theFormerSettingIsNotDeployedAndTheLogSaysWhatToSet() throws Exception {
        WebArchive war = TodosWar.create()
                .addAsResource(
                        new StringAsset("synchrotron.unknown-actions=apply"),
                        "META-INF/microprofile-config.properties");
        try (ServerProcess server = deployed("former", Map.of("todos", war))) {
            assertThatItIsNotDeployed(server);
            assertThat(server.log())
                    .contains("the setting synchrotron.unknown-actions (here: apply) no longer exists")
                    .contains("in synchrotron.retired-actions");
        }
    }

    @Test
    void aLoginForWhichRowLevelSecurityDoesNotHoldIsNotDeployed() throws Exception {
        try (ServerProcess server =
                deployed("superuser", TestSettings.asSuperuser(), Map.of("todos", TodosWar.create()))) {
            assertThatItIsNotDeployed(server);
            assertThat(server.log())
                    .contains("synchrotron does not start, because users could see or change rows of others")
                    .contains("the role postgres is a superuser");
        }
    }

    @Test
    void aRetentionOfLessThanADayIsNotDeployed() throws Exception {
        try (ServerProcess server =
                deployed("retention", Map.of("synchrotron.retention", "PT1H"), Map.of("todos", TodosWar.create()))) {
            assertThatItIsNotDeployed(server);
            assertThat(server.log())
                    .contains("the setting synchrotron.retention (here: PT1H) must be one day (P1D) or longer");
        }
    }

    private static void assertThatItIsNotDeployed(ServerProcess server) throws IOException {
        assertThat(RawRequest.get(server.uri(), "/todos/log/records", null))
                .as("the log's status, 401 where it is deployed")
                .isEqualTo(404);
    }
}
