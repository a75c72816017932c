package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.schema.TrackedSchema;

@DisplayName("A hello that tells the client's tracked tables")
class SchemaGreetingTest extends SessionKit {

    private static final String VERSION = String.valueOf(TestNode.OLDEST_SCHEMA);

    private Guest hello(@Nullable TrackedSchema schema) {
        Guest guest = guest("ann");
        guest.say(new Hello(
                ProtocolVersion.CURRENT,
                new ClientId("till-1"),
                null,
                null,
                true,
                ReplicaReport.NOTHING,
                0,
                schema,
                null,
                false));
        return guest;
    }

    private static TrackedSchema schema(String version, Map<String, String> items) {
        return new TrackedSchema(version, Map.of("items", items));
    }

    @Test
    void isAnsweredWithTheServersTables() {
        Guest guest = hello(schema(VERSION, Map.of("id", "text")));

        Welcome welcome =
                (Welcome) TestNode.CODEC.readFromServer(guest.channel.sent().get(0));
        assertThat(requireNonNull(welcome.schema()).version()).isEqualTo("1");
        assertThat(welcome.schema().tables())
                .containsOnlyKeys("items", "parts", "badges")
                .containsEntry("badges", Map.of("id", "text", "name", "text"))
                .containsEntry(
                        "items",
                        Map.of("id", "text", "x", "integer", "t", "text", "due", "timestamp", "price", "decimal"));
    }

    @Test
    void isRefusedIfAColumnHasValuesOfAnotherForm() {
        Guest guest = hello(schema(VERSION, Map.of("id", "text", "x", "text")));

        assertThat(guest.last())
                .contains(
                        Refusal.SCHEMA_MISMATCH.text(), "column items.x holds strings (text)", "upgrade this program");
        assertThat(guest.channel.closed()).containsExactly(CloseCode.REFUSED);
    }

    @Test
    void isRefusedIfTheServerNeverHadAColumn() {
        assertThat(hello(schema(VERSION, Map.of("lable", "text"))).last())
                .contains(Refusal.SCHEMA_MISMATCH.text(), "no column items.lable");
    }

    @Test
    void isAcceptedIfTheServerHadTheColumnOnce() {
        server.database.administer("insert into synchrotron.retired_names values ('items', 'lable'), ('boxes', '')");

        Guest guest = hello(
                new TrackedSchema(VERSION, Map.of("items", Map.of("lable", "text"), "boxes", Map.of("id", "text"))));

        assertThat(guest.types()).contains("welcome").doesNotContain("refused");
    }

    @Test
    void isRefusedIfItsSchemaIsTooOld() {
        assertThat(hello(schema("1", Map.of("id", "text"))).last())
                .contains(Refusal.SCHEMA_MISMATCH.text(), "has version 1", "asks for " + VERSION);
    }

    @Test
    void isAnsweredWithTheLimitsThatAClientCanKeep() {
        assertThat(hello(null).channel.sent().get(0))
                .contains("\"limits\":{\"args\":8000,\"records\":7,\"rowChanges\":90}");
    }

    @Test
    void isNotJudgedIfItTellsNothing() {
        assertThat(hello(null).types()).contains("welcome").doesNotContain("refused");
    }
}
