package org.synchrotron.it.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.RawSocket;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.it.kit.World;
import org.synchrotron.protocol.ProtocolVersion;

/** What a node says of failures and limits, to whom, and what it writes to its own log. */
class ToldIT {

    /** What only the server's log may hold: names of classes and packages, SQL, values. */
    private static final List<String> SECRETS = List.of(
            "org.synchrotron", "java.", "jakarta.", "insert", "update", "select", "secret", "<html", "SQLSTATE");

    private static ServerProcess node;

    private World world;

    @BeforeAll
    static void start() {
        node = ServerProcess.start(
                        "node",
                        ServerProcess.freePort(),
                        Map.of(
                                "synchrotron.record.args", "300",
                                "synchrotron.origins", "https://app.example.org",
                                "synchrotron.address-header", "X-Forwarded-For",
                                "synchrotron.sessions.per-address", "2"))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void begin() {
        world = new World(node.uri());
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static RawSocket dial(String header) throws IOException {
        String path = node.uri().getPath() + ProtocolVersion.PATH;
        return RawSocket.dial(node.uri(), path, Tokens.of("ann") + "\r\n" + header);
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1, 101",
        "https://app.example.org, 101",
        "https://evil.example.org, 403",
        "null, 403",
    })
    void pagesOfOtherOriginsAreRefused(String origin, int status) throws IOException {
        try (RawSocket socket = dial("Origin: " + origin)) {
            assertThat(socket.status()).isEqualTo(status);
        }
    }

    @Test
    void connectionsOfOneAddressAreLimitedAndTheirRefusalIsLogged() throws IOException {
        try (RawSocket one = dial("X-Forwarded-For: 198.51.100.9, 192.0.2.1");
                RawSocket two = dial("X-Forwarded-For: 192.0.2.1");
                RawSocket other = dial("X-Forwarded-For: 192.0.2.2");
                RawSocket three = dial("X-Forwarded-For: 192.0.2.1")) {
            assertThat(three.receiveAll()).contains("too-many-connections", "closed 1013");
            for (RawSocket open : List.of(one, two, other)) {
                open.send("x");
                assertThat(open.receiveAll()).contains("malformed", "closed 1002");
            }
        }
        awaitLine("event=\"session-refused\" user=\"ann\" code=\"too-many-connections\"");
    }

    @Test
    void longArgumentsAreQuarantinedTheOthersGoOnAndTheLogNamesTheRecordOnly() {
        Device ann = world.member("ann");
        var quick = ann.<String>does(world.todo("quick"));
        var refused = ann.<String>does(world.todo("hush ".repeat(80)));
        ann.online();
        Await.until("it is quarantined", () -> !ann.client().quarantined().isEmpty());
        ann.awaitSynced();
        assertThat(Device.outcomeOf(quick).kind()).isNotNull();
        awaitLine("record=\"" + refused.actionId() + "\"");
        assertThat(node.log()).contains("code=\"args-too-long\"").doesNotContain("hush");
    }

    @Test
    void requestsThatFailAreAnsweredWithoutWhatIsInside() throws Exception {
        Device ann = world.member("ann");
        Device eve = world.outsider("eve");
        String project = "/rest/projects/" + world.project();
        HttpResponse<String> created = post(ann, project + "/todos/key", "one");
        assertThat(created.statusCode()).isEqualTo(200);

        isSafe(post(ann, "/rest/projects/todos/secret/points/1", ""), 500, "failed");
        isSafe(post(ann, "/rest/projects/todos/secret/points/much", ""), 404, "http-404");
        isSafe(post(ann, project + "/todos/key", "x".repeat(501)), 400, "invalid-arguments");
        isSafe(post(eve, project + "/todos/key", "intrusion"), 409, "access-denied");
        isSafe(post(ann, "/rest/projects/broken", ""), 405, "http-405");
        HttpResponse<String> broken = send(request(ann, "/rest/projects/broken").build());
        isSafe(broken, 500, "failed");
        String correlation = broken.body().replaceFirst(".*\"correlation\":\"([^\"]*)\".*", "$1");
        awaitLine(correlation);
        assertThat(node.log()).contains("insert into todos values ('secret')");
    }

    private static void isSafe(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .startsWith("{\"code\":\"" + code + "\"")
                .doesNotContainIgnoringCase(SECRETS.toArray(String[]::new));
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "access-control-allow-origin");
    }

    @Test
    void pagesThatNeedNoTokenSayNoMoreThanTheirPurposeNeeds() throws Exception {
        assertThat(get("/openapi")).doesNotContain("/projects", "/records", "java.", "org.");
        assertThat(get("/health")).contains("\"synchrotron\"").doesNotContain("serverEpoch", "jdbc:");
        assertThat(get("/metrics")).doesNotContain("jdbc:", Tokens.of("ann"));
    }

    private static String get(String path) throws Exception {
        return send(HttpRequest.newBuilder(node.uri().resolve(path)).build()).body();
    }

    private HttpResponse<String> post(Device as, String path, String text) throws Exception {
        return send(request(as, path)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text))
                .build());
    }

    private static HttpRequest.Builder request(Device as, String path) {
        return HttpRequest.newBuilder(URI.create(node.uri() + path))
                .header("Authorization", "Bearer " + Tokens.of(as.user()));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static void awaitLine(String part) {
        Await.until("the log says " + part, () -> node.log().contains(part));
    }
}
