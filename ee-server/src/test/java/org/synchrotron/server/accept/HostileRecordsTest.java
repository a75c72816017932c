package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

/** What a client may put into a record to harm others. It is refused by the record's id, and the next record is accepted. */
@DisplayName("A hostile record")
class HostileRecordsTest extends ServerTest {

    private static JsonValue json(String text) {
        return JsonText.readMessage("{\"x\":" + text + "}").getOrDefault("x", JsonValue.NULL);
    }

    private void refused(LogEntry hostile, String why) {
        Refused answer = refusal(ann.sync(hostile));
        assertThat(answer.code()).isEqualTo(Refusal.INVALID_RECORD);
        assertThat(answer.record()).isEqualTo(hostile.record().id());
        assertThat(answer.message()).contains(why);
        LogEntry next = ann.at(1, new Create.Args("next", "p", 1));
        outcome(ann.sync(next), next);
        assertThat(bob.receive()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e-5000 | 400 digits before or after the point at junk",
                "1e1200 | 400 digits before or after the point at junk",
                "{\"a\":[1,1e400]} | at junk.a[1]",
                "\"\\u0000\" | U+0000 at junk",
                "\"\\ud800\" | half a surrogate pair",
                "1 | does not declare the argument junk",
                "null | does not declare the argument junk",
                "{} | does not declare the argument junk",
            })
    void hasAnArgumentThatItsActionDoesNotDeclare(String value, String why) {
        refused(Replica.with(ann.at(0, new Create.Args("a", "p", 1)), "junk", json(value)), why);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 500})
    void hasDeepArguments(int depth) {
        JsonArray deep = (JsonArray) json("[".repeat(depth) + "]".repeat(depth));
        refused(Replica.with(ann.at(0, new Create.Args("a", "p", 1)), "id", deep), "enclose each other at id[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1200", "1e-5000", "-1e400"})
    void hasADeclaredArgumentThatIsNotPortable(String x) {
        refused(Replica.with(ann.at(0, new Create.Args("a", "p", 1)), "x", json(x)), "400 digits");
    }

    @Test
    void claimsThatItsArgumentsAreLost() {
        refused(Replica.with(ann.at(0, new Create.Args("a", "p", 1)), "_unreadable", JsonValue.TRUE), "_unreadable");
        LogEntry unknown = ann.unknown(2, "made_up_v1");
        Refused answer = refusal(ann.sync(Replica.with(unknown, "_unreadable", JsonValue.TRUE)));
        assertThat(answer.code()).isEqualTo(Refusal.INVALID_RECORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1200", "1e-5000", "[1e1200]"})
    void ofAnUnknownActionHasARowChangeThatIsNotPortable(String price) {
        JsonObject forward = JsonText.object()
                .add("id", "a")
                .add("x", 1)
                .add("t", JsonValue.NULL)
                .add("due", JsonValue.NULL)
                .add("price", json(price))
                .build();
        RowChange insert = new RowChange.Inserted(new RowRef("items", "a"), "p", forward);
        refused(ann.unknown(0, "made_up_v1", insert), "a row change holds a number");
    }
}
