package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;

@DisplayName("A client that hangs blocks no other client")
@Timeout(120)
class OneClientsTroubleTest {

    private static final int IN_TROUBLE = 32;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Told told = new Told();

    @Test
    void tokenSuppliersThatHang() throws Exception {
        CountDownLatch asked = new CountDownLatch(IN_TROUBLE);
        CountDownLatch release = new CountDownLatch(1);
        List<SynchrotronClient> inTrouble = new ArrayList<>();
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < IN_TROUBLE; i++) {
                SynchrotronClient client = open(server, "trouble-" + i, () -> hanging(asked, release));
                inTrouble.add(client);
                client.connect();
            }
            asked.await(5, TimeUnit.SECONDS);
            try (SynchrotronClient client = open(server, "well", () -> "")) {
                client.connect();
                client.execute(new CreateTodo.Args("team", "k", "milk"));

                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(asked.getCount()).as("suppliers not yet asked").isZero();
            }
        } finally {
            release.countDown();
            inTrouble.forEach(SynchrotronClient::close);
        }
    }

    private static String hanging(CountDownLatch asked, CountDownLatch release) {
        asked.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "late";
    }

    @Test
    void aTokenSupplierThatThrowsAnErrorIsToldAsAProblem() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = open(server, "faulty", () -> {
                    throw new NoClassDefFoundError("com/example/Tokens");
                })) {
            client.connect();

            SyncProblem problem = told.problem();
            assertThat(problem.kind()).isEqualTo(Kind.TOKEN_UNAVAILABLE);
            assertThat(problem.message()).contains("com/example/Tokens");
            assertThat(told.problem().kind()).as("it asks again").isEqualTo(Kind.TOKEN_UNAVAILABLE);
        }
    }

    private SynchrotronClient open(TestServer server, String name, Supplier<String> token) {
        return SynchrotronClient.builder()
                .database(directory.resolve(name + ".db"))
                .user("alice")
                .clientId(name)
                .server(server.uri())
                .token(token)
                .schema(Todos.DDL)
                .track("todos")
                .action(new CreateTodo())
                .listener(told)
                .open();
    }
}
