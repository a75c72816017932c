package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.SyncAction;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;

@DisplayName("Uploads that wait at the same time")
class SharedRolesTest extends ServerTest {

    /** Stores who runs it. */
    @SyncAction("sign_v1")
    public static final class Sign implements Action<Sign.Args, Void> {
        public record Args(String id, String audience) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            context.sql().execute("""
                            insert into items (id, audience_key, x, t)
                            values (?, ?, 0, current_user || ' ' || current_setting('synchrotron.user_id'))
                            """, args.id(), args.audience());
            return null;
        }
    }

    @Test
    void runEachInItsAuthorsRoleAndView() {
        ActionCatalogue signing = new ActionCatalogue(List.of(ActionDefinition.of(new Sign())));
        try (TestServer other = new TestServer(AcceptSettings.DEFAULT, signing)) {
            other.database.administer("create role passing nologin; grant synchrotron_user to passing;"
                    + " grant passing to synchrotron_login");
            List<ServerMessage> answers = new UploadLine(other, entry -> {})
                    .take(
                            sign("ann", "passing", "a", "u:ann", 0),
                            sign("bob", "synchrotron_user", "b", "u:bob", 1),
                            sign("bob", "synchrotron_user", "c", "u:ann", 2),
                            sign("cid", "passing", "d", "p", 3));

            assertThat(answers).hasOnlyElementsOfType(Accepted.class);
            assertThat(other.database.rows("select t, outcome_code from synchrotron.action_records"
                            + " left join items on items.id = args ->> 'id' order by server_ingest_id"))
                    .containsExactly(
                            "(\"passing ann\",)",
                            "(\"synchrotron_user bob\",)",
                            "(,access-denied)",
                            "(\"passing cid\",)");
            other.database.administer("drop role passing");
        }
    }

    private static Upload sign(String user, String role, String id, String audience, long offset) {
        long time = TestServer.NOW + offset;
        JsonObject args = Json.createObjectBuilder()
                .add("id", id)
                .add("audience", audience)
                .add("timestamp", time)
                .build();
        ActionRecord record = new ActionRecord(
                ActionId.of(UUID.randomUUID()),
                "sign_v1",
                new UserId(user),
                new ClientId(user + "-1"),
                new HybridTimestamp(time, 1),
                args,
                Instant.ofEpochMilli(time));
        return new Upload(
                new Caller(new UserId(user), role),
                record.client(),
                0,
                UploadedRecord.withChanges(List.of(new LogEntry(record, null, List.of()))),
                0);
    }
}
