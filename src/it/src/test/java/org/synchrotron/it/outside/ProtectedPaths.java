package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.synchrotron.it.kit.RawRequest;
import org.synchrotron.it.kit.RawSocket;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.it.kit.World;

/** Without a token nobody gets to the WebSocket or the log, however the path is spelt; the application's pages are open. */
interface ProtectedPaths {

    /** Paths below the context. The container or its WebSocket engine takes some of them for {@code /synchrotron/v2}. */
    List<String> WEBSOCKET = List.of(
            "/synchrotron/v2",
            "/%73ynchrotron/v2",
            "/synchrotro%6E/v2",
            "/synchrotro%6e/v2",
            "/%73%79%6E%63%68%72%6F%74%72%6F%6E/%76%32",
            "/synchrotron%2Fv1",
            "/synchrotron%5Cv1",
            "/%2573ynchrotron/v2",
            "//synchrotron/v2",
            "///synchrotron//v2",
            "/./synchrotron/v2",
            "/%2e/synchrotron/v2",
            "/x/../synchrotron/v2",
            "/x/%2E%2E/synchrotron/v2",
            "/x/..;/synchrotron/v2",
            "/synchrotron/../synchrotron/v2",
            "/synchrotron/v2/",
            "/synchrotron/v2/.",
            "/synchrotron/v2//",
            "/synchrotron/v2;jsessionid=1",
            "/synchrotron;x=1/v2",
            "/;x/synchrotron/v2",
            "/%3Bx/synchrotron/v2",
            "/synchrotron/v2?x=1",
            "/%73ynchrotron/v2?x=1#y",
            "/SYNCHROTRON/v2",
            "/synchrotron/V1",
            "/synchrotron%20/v2",
            "/synchrotron/v2%00",
            "/%C1%B3ynchrotron/v2");

    /** The same for {@code /log/records}. */
    List<String> LOG = List.of(
            "/log/records",
            "/%6Cog/records",
            "/%6cog/record%73",
            "/log%2Frecords",
            "/%256Cog/records",
            "//log/records",
            "/./log/records",
            "/x/../log/records",
            "/x/%2e%2e/log/records",
            "/x/..;/log/records",
            "/log/../log/records",
            "/log/records/",
            "/log/records;x=1",
            "/log;x=1/records",
            "/;x/log/records",
            "/LOG/records",
            "/log/records?after=0");

    World world();

    @Test
    default void onlyTheUsualSpellingOfTheWebSocketsPathOpensWithoutAToken() throws Exception {
        List<String> open = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (String path : inEverySpellingOfTheContext(WEBSOCKET)) {
            if (upgrade(path, Tokens.of("ann")) == RawSocket.OPENED) {
                open.add(path);
            }
            if (upgrade(path, null) == RawSocket.OPENED) {
                waiting.add(path);
            } else {
                assertThat(upgrade(path, null)).as(path).isIn(400, 401, 404);
            }
            assertThat(upgrade(path, Tokens.forged("ann"))).as(path).isIn(400, 401, 404);
        }
        String context = world().server().getPath();
        assertThat(waiting)
                .as("opened for a token as the first message; the container removes its session id from a path")
                .containsExactlyInAnyOrder(
                        context + "/synchrotron/v2",
                        context + "/synchrotron/v2?x=1",
                        context + "/synchrotron/v2;jsessionid=1");
        assertThat(open)
                .as("with a token")
                .contains(
                        context + "/synchrotron/v2",
                        context + "/%73ynchrotron/v2",
                        encoded(context) + "/synchrotron/v2");
    }

    @Test
    default void noSpellingOfTheLogsPathIsAnsweredWithoutAToken() throws Exception {
        List<String> open = new ArrayList<>();
        for (String path : inEverySpellingOfTheContext(LOG)) {
            if (status(path, Tokens.of("ann")) == 200) {
                open.add(path);
            }
            assertThat(status(path, null)).as(path).isIn(400, 401, 404);
        }
        String log = world().server().getPath() + "/log/records";
        assertThat(open).as("with a token").contains(log, log + ";x=1", log + "/");
    }

    private List<String> inEverySpellingOfTheContext(List<String> paths) {
        String context = world().server().getPath();
        return Stream.of(context, encoded(context), "/" + context, "/x/.." + context)
                .flatMap(each -> paths.stream().map(path -> each + path))
                .toList();
    }

    private static String encoded(String context) {
        return "/%" + Integer.toHexString(context.charAt(1)) + context.substring(2);
    }

    @Test
    default void theApplicationsPagesAndHealthAreOpen() throws Exception {
        String context = world().server().getPath();
        for (String page : List.of(
                "/",
                "/index.html",
                "/%69ndex.html",
                "/index.html;jsessionid=1",
                "/./index.html",
                "/x/../index.html",
                "/rest/projects/welcome",
                "/rest/projects/welcome;x=1")) {
            assertThat(status(context + page, null)).as(page).isEqualTo(200);
            assertThat(status(context + page, Tokens.forged("ann"))).as(page).isEqualTo(200);
            assertThat(status(context + page, Tokens.of("ann"))).as(page).isEqualTo(200);
        }
        assertThat(status("/health/ready", null)).isEqualTo(200);
        assertThat(status(context + "/rest/log/records", null)).isEqualTo(404);
    }

    private int status(String path, @Nullable String token) throws IOException {
        return RawRequest.get(world().server(), path, token);
    }

    /** {@return the status of the answer to a request that opens a WebSocket} */
    private int upgrade(String path, @Nullable String token) throws IOException {
        try (RawSocket socket = RawSocket.dial(world().server(), path, token)) {
            return socket.status();
        }
    }

    @Test
    default void aWebSocketWithoutAVerifiedCallerMayOnlyBringAToken() throws Exception {
        String path = world().server().getPath() + "/unfiltered";
        try (RawSocket socket = RawSocket.dial(world().server(), path, null)) {
            assertThat(socket.status()).isEqualTo(101);
            socket.send(
                    "{\"type\":\"hello\",\"protocol\":2,\"clientId\":\"x\",\"replica\":{\"library\":\"x\",\"pending\":0,\"quarantined\":0}}");
            assertThat(socket.receive()).contains("\"refused\"", "\"unauthorized\"");
            assertThat(socket.receive()).startsWith("closed 1008 ");
        }
    }
}
