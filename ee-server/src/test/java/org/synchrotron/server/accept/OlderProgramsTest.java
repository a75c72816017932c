package org.synchrotron.server.accept;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.EffectClaim;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.schema.TrackedSchema;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.AudienceActions.Put;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

/** The server's items have a column with a default; the program of ann's device does not have it. */
@DisplayName("A record of a program without one of the server's columns")
@Timeout(120)
class OlderProgramsTest {

    private static final JsonObject SEEN =
            Json.createObjectBuilder().add("id", "a").add("x", 1).build();

    private static final TrackedSchema PROGRAM = program("id", "x");

    private final TestServer server = new TestServer();
    private final Replica ann = new Replica(server, "ann", "ann-1");

    @AfterEach
    void end() {
        server.close();
    }

    private static TrackedSchema program(String... columns) {
        return new TrackedSchema(
                "1",
                Map.of(
                        "items",
                        List.of(columns).stream()
                                .collect(Collectors.toMap(
                                        column -> column, column -> "text", (one, same) -> same, TreeMap::new))));
    }

    private Outcome outcome(JsonObject seen, boolean digested, @Nullable TrackedSchema program) {
        server.database.administer("alter table items add column colour text not null default 'white'");
        server.database.administer("select synchrotron.refresh_tracking()");
        LogEntry put = ann.at(0, new Put.Args("a", "p", 1));
        List<RowChange> changes = List.of(new RowChange.Inserted(new RowRef("items", "a"), "p", seen));
        EffectClaim claim = digested ? EffectClaim.Digest.of(changes) : new EffectClaim.Changes(changes);
        Upload upload = new Upload(
                TestServer.caller("ann"),
                put.record().client(),
                0,
                List.of(new UploadedRecord(put.record(), claim)),
                0,
                program);
        return requireNonNull(
                ((Accepted) server.accept(upload)).outcomes().get(put.record().id()), "no outcome");
    }

    @Test
    void isAppliedIfItSawAllThatItsTablesShow() {
        assertThat(outcome(SEEN, false, PROGRAM)).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void isAppliedAlsoIfItOnlyTellsTheDigest() {
        assertThat(outcome(SEEN, true, PROGRAM)).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void isAdaptedIfWhatItsTablesShowDiffers() {
        JsonObject other = Json.createObjectBuilder(SEEN).add("x", 2).build();
        assertThat(outcome(other, true, PROGRAM)).isEqualTo(Outcome.ADAPTED);
    }

    @Test
    void isAdaptedIfTheProgramHasTheColumnAndSawAnotherValue() {
        assertThat(outcome(SEEN, true, program("id", "x", "colour"))).isEqualTo(Outcome.ADAPTED);
    }

    @Test
    void isAdaptedIfTheProgramDoesNotTellItsTables() {
        assertThat(outcome(SEEN, true, null)).isEqualTo(Outcome.ADAPTED);
    }
}
