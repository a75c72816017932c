package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;

/** Content is tag, arguments and author. */
@DisplayName("A record whose id the log has")
class SameIdTest extends ServerTest {

    private final LogEntry stored = ann.at(0, new Create.Args("a", "p", 1));

    private static LogEntry like(LogEntry entry, UserId author, String tag, JsonObject args) {
        ActionRecord same = entry.record();
        ActionRecord record =
                new ActionRecord(same.id(), tag, author, same.client(), same.clock(), args, same.createdAt());
        return new LogEntry(record, null, entry.effects());
    }

    private LogEntry withArgs(JsonObject args) {
        return like(stored, stored.record().author(), stored.record().tag(), args);
    }

    private void isTaken(UploadAnswer answer) {
        assertThat(refusal(answer))
                .isEqualTo(Refused.of(Refusal.ID_TAKEN, stored.record(), "another record has this id"));
        assertThat(log("id")).hasSize(1);
    }

    @Test
    void isRefusedIfItHasOtherArguments() {
        ann.send(stored);
        isTaken(ann.send(Replica.with(stored, "x", Json.createValue(2))));
    }

    @Test
    void isRefusedIfItHasAnotherTag() {
        ann.send(stored);
        Add.Args add = new Add.Args("a", 1);
        LogEntry other = ann.at(0, add);
        isTaken(ann.send(like(
                stored, new UserId("ann"), other.record().tag(), other.record().args())));
    }

    /** The user learns nothing by it but that the id is not free, whether the record is visible or not. */
    @Test
    void isRefusedWithTheSameWordsIfItIsOfAnotherUser() {
        Replica bobsWithAnnsClient = new Replica(server, "bob", "ann-1");
        LogEntry bobs = like(
                stored,
                new UserId("bob"),
                stored.record().tag(),
                stored.record().args());
        ann.send(stored);
        isTaken(bobsWithAnnsClient.send(bobs));
        server.database.alter("update synchrotron.action_records set args = '{}'");
        isTaken(bobsWithAnnsClient.send(bobs));
    }

    @Test
    void isTheSameWithAnotherClockAnotherTimestampAndOtherEffects() {
        ann.send(stored);
        ActionRecord again =
                stored.record().stamped(stored.record().client(), new HybridTimestamp(TestServer.NOW - 60_000, 999));
        assertThat(again.args()).isNotEqualTo(stored.record().args());
        assertThat(ann.send(new LogEntry(again, null, List.of()))).isInstanceOf(Accepted.class);
        Replica renamed = new Replica(server, "ann", "ann-9");
        LogEntry under = new LogEntry(again.stamped(new ClientId("ann-9"), again.clock()), null, List.of());
        assertThat(renamed.send(under)).isInstanceOf(Accepted.class);
    }

    @Test
    void isTheSameInAnotherSpelling() {
        ann.send(stored);
        List<String> names = new ArrayList<>(stored.record().args().keySet());
        Collections.reverse(names);
        JsonObjectBuilder reordered = Json.createObjectBuilder();
        names.forEach(name -> reordered.add(name, stored.record().args().get(name)));
        String same = reordered.build().toString();
        assertThat(same).isNotEqualTo(stored.record().args().toString()).contains("\"x\":1");
        assertThat(ann.send(withArgs(JsonText.read(same.replace("\"x\":1", "\"x\":0.1e1")))))
                .isInstanceOf(Accepted.class);
        isTaken(ann.send(withArgs(JsonText.read(same.replace("\"x\":1", "\"x\":1.0")))));
    }
}
