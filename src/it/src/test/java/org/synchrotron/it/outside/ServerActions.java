package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.it.kit.World;

/** A REST resource of the application executes actions as its caller. */
interface ServerActions {

    World world();

    @Test
    default void actionOfARequestRunsAsItsCallerAndIsPushed() throws Exception {
        Device ann = world().member("ann").online().awaitSynced();
        Device bob = world().member("bob").online().awaitSynced();

        HttpResponse<String> created = post(Tokens.of(ann.user()), "by REST");

        assertThat(created.statusCode()).isEqualTo(200);
        Await.until("bob has it", () -> bob.has(created.body()));
        Await.until("ann has it", () -> ann.has(created.body()));
        bob.awaitSameAsServer();
    }

    @Test
    default void callerOutsideTheProjectCannotWriteIntoIt() throws Exception {
        Device eve = world().outsider("eve");
        assertThat(post(Tokens.of(eve.user()), "intrusion").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    default void logOverHttpShowsTheCallerOnlyVisibleRecords() throws Exception {
        Device ann = world().member("ann").online();
        Device eve = world().outsider("eve");
        var created = ann.<String>does(world().todo("in the log"));
        ann.awaitSynced();

        String record = "/log/records/" + created.actionId();
        assertThat(get(record, Tokens.of(ann.user())).body()).contains("in the log");
        assertThat(get(record, Tokens.of(eve.user())).statusCode()).isEqualTo(404);
        assertThat(get(record, Tokens.forged(ann.user())).statusCode()).isEqualTo(401);
    }

    /** An action of a newer program than the server's. */
    @SyncAction("not_yet_v1")
    class NotYet implements Action<NotYet.Args, Void> {

        /** What it would do. */
        public record Args(String plan) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            return null;
        }
    }

    @Test
    default void refusedRecordsAreSeenByTheirAuthorOverHttp() throws Exception {
        Device ann = world().member("ann").running(new NotYet());
        Device bob = world().member("bob");
        var refused = ann.does(new NotYet.Args("to be helped"));
        ann.online();
        Await.until("it is quarantined", () -> ann.client().status().quarantined() == 1);

        assertThat(get("/log/refused", Tokens.of(ann.user())).body())
                .contains(refused.actionId().value(), "not_yet_v1", "to be helped", "unknown-action");
        assertThat(get("/log/refused", Tokens.of(bob.user())).body()).isEqualTo("[]");
        assertThat(get("/log/refused", Tokens.forged(ann.user())).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> post(String token, String text) throws Exception {
        return send(request("/rest/projects/" + world().project() + "/todos/key", token)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text))
                .build());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path, token).build());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(world().server() + path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
