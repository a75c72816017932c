package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ItemActions.LabelAll;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Replica;

@DisplayName("Contributed corrections are refused, and nothing is stored,")
class RefusedContributionsTest extends ContributionsBench {

    private void assertRefused(Refusal code, String why, LogEntry correction) {
        List<String> before = log("id");
        var refusal = refusal(cid.send(cid.at(19, new Label.Args("shared", "with it")), correction));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.record()).isEqualTo(correction.record().id());
        assertThat(refusal.message()).contains(why);
        assertThat(log("id")).isEqualTo(before);
        assertThat(values("id, t")).containsExactly("(hidden,)", "(private,)", "(shared,7)");
    }

    @Test
    void ifTheyNameRecordsThatTheirAuthorDoesNotKnow() {
        LogEntry secret = ann.at(12, new Take.Args("secret", 1));
        ann.sync(secret);
        cid.receive();
        LogEntry nobodys = ann.at(13, new LabelAll.Args("never sent"));
        assertRefused(
                Refusal.INVALID_RECORD,
                nobodys.record().id().value(),
                cid.correction(20, List.of(all, nobodys), label("hidden", "q", "7")));
        assertRefused(
                Refusal.INVALID_RECORD,
                secret.record().id().value(),
                cid.correction(20, List.of(secret), label("hidden", "q", "7")));
    }

    @Test
    void ifTheyNameNoRecord() {
        assertRefused(
                Refusal.INVALID_RECORD, "names no record", cid.correction(20, List.of(), label("hidden", "q", "7")));
    }

    @Test
    void ifTheirBasisLiesInTheFuture() {
        JsonObject args = Json.createObjectBuilder(
                        cid.correction(20, List.of(all)).record().args())
                .add("basisServerIngestId", cid.basis + 1)
                .build();
        assertRefused(
                Refusal.INVALID_RECORD, "lies in the future", cid.correction(20, args, label("hidden", "q", "7")));
        cid.basis += 100;
        assertRefused(
                Refusal.INVALID_RECORD,
                "lies in the future",
                cid.correction(20, List.of(all), label("hidden", "q", "7")));
    }

    @Test
    void ifTheirArgumentsCannotBeStored() {
        assertRefused(
                Refusal.INVALID_RECORD,
                "U+0000",
                Replica.with(
                        cid.correction(20, List.of(all), label("hidden", "q", "7")), "more", Json.createValue("\0")));
        assertRefused(
                Refusal.INVALID_RECORD,
                "timestamp",
                Replica.with(
                        cid.correction(20, List.of(all), label("hidden", "q", "7")),
                        "timestamp",
                        Json.createValue("soon")));
    }

    @Test
    void ifTheirRowChangesCannotBeStored() {
        assertRefused(Refusal.INVALID_RECORD, "U+0000", cid.correction(20, List.of(all), label("hidden", "q", "7\0")));
        assertRefused(Refusal.INVALID_RECORD, "U+0000", cid.correction(20, List.of(all), label("hidden\0", "q", "7")));
    }

    @Test
    void ifTheyDecideOutcomes() {
        JsonObject args = Json.createObjectBuilder(
                        cid.correction(20, List.of(all)).record().args())
                .add("outcomes", JsonValue.EMPTY_JSON_OBJECT)
                .build();
        assertRefused(Refusal.INVALID_RECORD, "outcomes", cid.correction(20, args, label("hidden", "q", "7")));
    }

    @Test
    void ifTheyWriteRowsOfSomebodyElse() {
        assertRefused(Refusal.ACCESS_DENIED, "u:ann", cid.correction(20, List.of(all), label("ann's", "u:ann", "7")));
    }

    @Test
    void ifTheyNameAnotherAudienceThanTheRows() {
        assertRefused(
                Refusal.INVALID_RECORD, "items/shared", cid.correction(20, List.of(all), label("shared", "q", "7")));
    }

    @Test
    void ifTheyWriteAnUnknownTableColumnOrValue() {
        RowChange table = new RowChange.Updated(
                new RowRef("members", "cid"), "q", JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);
        assertRefused(Refusal.INVALID_RECORD, "members", cid.correction(20, List.of(all), table));
        JsonObject column = Json.createObjectBuilder().add("y", 1).build();
        assertRefused(
                Refusal.INVALID_RECORD,
                "unknown table or column",
                cid.correction(
                        20,
                        List.of(all),
                        new RowChange.Updated(
                                new RowRef("items", "hidden"), "q", column, JsonValue.EMPTY_JSON_OBJECT)));
        JsonObject value = Json.createObjectBuilder().add("x", "many").build();
        assertRefused(
                Refusal.INVALID_RECORD,
                "22P02",
                cid.correction(
                        20,
                        List.of(all),
                        new RowChange.Updated(new RowRef("items", "hidden"), "q", value, JsonValue.EMPTY_JSON_OBJECT)));
    }
}
