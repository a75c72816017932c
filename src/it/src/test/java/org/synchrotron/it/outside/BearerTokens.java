package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.RawSocket;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.it.kit.World;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ProtocolVersion;

/** Tokens that expire, are revoked or renewed under an open connection, come first on it, or are none. */
interface BearerTokens {

    /** How soon a connection ends after its token. */
    Duration LIMIT = Duration.ofSeconds(5);

    World world();

    @Test
    default void aConnectionEndsWithItsTokenAndNothingIsSentAfterwards() throws Exception {
        Device ann = world().member("ann");
        Device bob = world().member("bob").online().awaitSynced();
        Duration valid = Duration.ofSeconds(4);
        try (RawSocket socket = RawSocket.open(world().server(), Tokens.of(ann.user(), valid), RawSocket.WIDE)) {
            socket.send(hello("expiring"));
            assertThat(socket.receiveUntil("\"welcome\"")).contains("\"tokenLastsMs\":");
            assertThat(socket.awaitClose(valid.plus(LIMIT))).isEqualTo(1008);
            assertThat(socket.texts()).contains("\"token-expired\"");
            int told = socket.texts().length();
            Device.outcomeOf(bob.does(world().todo("later")));
            assertThatThrownBy(() -> socket.readSome()).isInstanceOf(IOException.class);
            assertThat(socket.texts()).hasSize(told);
        }
    }

    @Test
    default void aDeviceKeepsItsConnectionAcrossTokens() throws Exception {
        AtomicInteger supplied = new AtomicInteger();
        Device ann = world().member("ann");
        ann.token(() -> {
            supplied.incrementAndGet();
            return Tokens.of(ann.user(), Duration.ofSeconds(7));
        });
        ann.online().awaitSynced();
        Await.until("it has had three tokens", () -> supplied.get() >= 3);

        Execution<String> created = ann.does(world().todo("on the same connection"));
        assertThat(Device.outcomeOf(created)).isEqualTo(Outcome.APPLIED);
        assertThat(ann.problems()).as("lost connections").isEmpty();
    }

    @Test
    default void aDeviceWhoseTokenExpiresAsksForAnotherAndLosesNothing() throws Exception {
        AtomicInteger supplied = new AtomicInteger();
        Device ann = world().member("ann");
        ann.token(() -> Tokens.of(ann.user(), Duration.ofSeconds(supplied.incrementAndGet() == 1 ? 4 : 3_600)));
        ann.online().awaitSynced();
        List<Execution<String>> all = new ArrayList<>();
        Await.until("its connection has ended once", () -> {
            all.add(ann.does(world().todo("todo " + all.size())));
            return ann.problems().contains(Kind.TOKEN_REFUSED);
        });
        all.forEach(each -> assertThat(Device.outcomeOf(each)).isEqualTo(Outcome.APPLIED));
        ann.awaitSameAsServer();
        assertThat(ann.client().status().connection()).isEqualTo(Connection.ONLINE);
    }

    @Test
    default void aRevokedUserIsDisconnectedAndGoesOnWithALaterToken() throws Exception {
        Device ann = world().member("ann").online().awaitSynced();
        String former = Tokens.of(ann.user());
        try (RawSocket socket = RawSocket.open(world().server(), former, RawSocket.WIDE)) {
            socket.send(hello("revoked"));
            socket.receiveUntil("\"welcome\"");
            ServerDatabase.revokeUser(ann.user());
            assertThat(socket.awaitClose(LIMIT)).isEqualTo(1008);
            assertThat(socket.texts()).contains("\"unauthorized\"");
        }
        assertThat(get(former).statusCode()).isEqualTo(401);

        Execution<String> created = ann.does(world().todo("after the revocation"));
        assertThat(Device.outcomeOf(created)).isEqualTo(Outcome.APPLIED);
        assertThat(ann.problems()).contains(Kind.TOKEN_REFUSED);
    }

    @Test
    default void theFirstMessageMayBringTheToken() throws Exception {
        Device ann = world().member("ann");
        String path = world().server().getPath() + ProtocolVersion.PATH;
        try (RawSocket socket = RawSocket.dial(world().server(), path, null)) {
            socket.send(token(Tokens.of(ann.user())));
            assertThat(socket.receive()).startsWith("{\"type\":\"tokenAccepted\",\"lastsMs\":");
            socket.send(hello("browser"));
            assertThat(socket.receiveUntil("\"welcome\"")).contains(ann.user());
            socket.send(token(Tokens.of(ann.user())));
            socket.receiveUntil("\"tokenAccepted\"");
            socket.send(token(Tokens.of("eve")));
            assertThat(socket.receiveAll()).contains("\"unauthorized\"", "closed 1008");
        }
        try (RawSocket socket = RawSocket.dial(world().server(), path, null)) {
            socket.send(token(Tokens.forged(ann.user())));
            assertThat(socket.receiveAll()).startsWith("{\"type\":\"refused\"").contains("unauthorized", "closed 1008");
        }
    }

    /** Whatever is wrong with a token, the answer is the same to the byte; only one that is valid otherwise learns that it has expired. */
    @Test
    default void everyBadTokenGetsTheSameAnswer() throws Exception {
        String valid = Tokens.of("ann");
        List<String> all = List.of(
                Tokens.forged("ann"),
                Tokens.of("server"),
                Tokens.of("ann", Duration.ofDays(20)),
                "nonsense",
                valid + ".",
                "");
        List<String> answers = new ArrayList<>();
        for (String each : all) {
            answers.add(text(get(each)));
        }
        assertThat(answers.get(0))
                .contains("401", "{\"code\":\"unauthorized\",\"message\":\"a valid bearer token is required\"}")
                .contains("www-authenticate=[Bearer]");
        assertThat(answers).containsOnly(answers.get(0));
        assertThat(text(get(Tokens.of("ann", Duration.ofSeconds(-1)))))
                .contains("401", "\"token-expired\"", "invalid_token");
        assertThat(get(valid).statusCode()).isEqualTo(200);
    }

    private static String hello(String client) {
        return "{\"type\":\"hello\",\"protocol\":2,\"clientId\":\"" + client + '-' + System.nanoTime()
                + "\",\"replica\":{\"library\":\"x\",\"pending\":0,\"quarantined\":0}}";
    }

    private static String token(String token) {
        return "{\"type\":\"token\",\"token\":\"" + token + "\"}";
    }

    private HttpResponse<String> get(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world().server() + "/log/records"))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String text(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return answer.statusCode() + " " + headers + " " + answer.body();
    }
}
