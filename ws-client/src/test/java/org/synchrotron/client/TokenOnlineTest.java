package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.outcome;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Token;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A client whose token expires, over a real socket")
@Timeout(60)
class TokenOnlineTest {

    @TempDir
    Path directory;

    private final Told told = new Told();
    private final AtomicInteger supplied = new AtomicInteger();

    private SynchrotronClient client(TestServer server) {
        return Todos.alice(directory.resolve("todos.db"), server.uri(), told)
                .token(() -> "token-" + supplied.incrementAndGet())
                .open();
    }

    private static TestServer tokensLast(long ms) {
        TestServer server = new TestServer();
        server.greetings.tokenLastsMs = ms;
        return server;
    }

    @Test
    void sendsAFreshTokenOnTheOpenConnectionBeforeItsTokenExpires() throws Exception {
        try (TestServer server = tokensLast(4_000);
                SynchrotronClient client = client(server)) {
            client.connect();
            outcome(client.execute(new CreateTodo.Args("u:alice", "k", "milk")));
            awaitTokens(server, 2);

            assertThat(server.heard())
                    .filteredOn(Token.class::isInstance)
                    .startsWith(new Token("token-2"), new Token("token-3"));
            assertThat(server.heard())
                    .as("connections")
                    .filteredOn(Hello.class::isInstance)
                    .hasSize(1);
            assertThat(outcome(client.execute(new CreateTodo.Args("u:alice", "l", "bread"))))
                    .isEqualTo(Outcome.APPLIED);
        }
    }

    @Test
    void doesNotRefreshATokenThatLastsForLessThanThat() throws Exception {
        try (TestServer server = tokensLast(3_999);
                SynchrotronClient client = client(server)) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            client.disconnect();

            assertThat(server.heard()).noneMatch(Token.class::isInstance);
            assertThat(supplied).hasValue(1);
        }
    }

    @Test
    void asksForAnotherTokenAndGoesOnWithNothingLostWhenItHasExpired() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server)) {
            Refused expired = new Refused(null, Refusal.TOKEN_EXPIRED, "the token has expired", null, 0);
            server.objects(upload -> supplied.get() > 1 ? Optional.empty() : Optional.of(expired));
            client.connect();
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(told.problem()).isEqualTo(new SyncProblem(Kind.TOKEN_REFUSED, "the token has expired"));
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.status().problem()).isNull();
            assertThat(List.of(server.log().size(), supplied.get())).containsExactly(1, 2);
        }
    }

    private static void awaitTokens(TestServer server, int number) {
        while (server.heard().stream().filter(Token.class::isInstance).count() < number) {
            Thread.onSpinWait();
        }
    }
}
