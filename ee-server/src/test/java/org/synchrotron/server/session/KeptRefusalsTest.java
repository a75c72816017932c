package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.RefusedRecord;
import org.synchrotron.server.log.RefusedTable;

@DisplayName("Refused records that are kept for support")
class KeptRefusalsTest extends ServerTest {

    private final UploadLine line = new UploadLine(server, entry -> {});

    private List<RefusedRecord> seenBy(String user) {
        return server.database.transaction(
                sql -> RoleScope.as(TestServer.caller(user), sql, () -> new RefusedTable(sql).latest(10)));
    }

    @Test
    void areSeenByTheirAuthorsOnly() {
        LogEntry unknown = Replica.with(bob.unknown(1, "never_v1"), "text", Json.createValue("help me"));
        line.take(bob.upload(unknown));
        line.take(bob.upload(unknown));

        assertThat(seenBy("bob")).singleElement().satisfies(kept -> {
            assertThat(kept.id()).isEqualTo(unknown.record().id().value());
            assertThat(kept.tag()).isEqualTo("never_v1");
            assertThat(kept.client()).isEqualTo("bob-1");
            assertThat(kept.code()).isEqualTo("unknown-action");
            assertThat(kept.message()).contains("never_v1");
            assertThat(kept.times()).isEqualTo(2);
            JsonObject args = requireNonNull(kept.args());
            assertThat(args.getString("text")).isEqualTo("help me");
        });
        assertThat(seenBy("ann")).isEmpty();
    }

    @Test
    void areNotThoseThatTheirDeviceChangesOrSendsAgain() {
        line.take(bob.upload(bob.at(1_000_000_000, new Create.Args("far", "p", 1))));

        assertThat(seenBy("bob")).isEmpty();
    }

    @Test
    void haveNoArgumentsThatAreTooLongOrThatNoDatabaseTakes() {
        line.take(bob.upload(Replica.with(bob.unknown(1, "never_v1"), "text", Json.createValue("x".repeat(200_000)))));
        line.take(bob.upload(Replica.with(bob.unknown(2, "never_v1"), "text", Json.createValue("\0"))));

        assertThat(seenBy("bob")).hasSize(2).allMatch(kept -> kept.args() == null);
    }

    @Test
    void areTheLatestOfEachUser() {
        server.database.administer("insert into synchrotron.refused_records (user_id, record_id, client_id, _tag, code,"
                + " message, refused_at) select 'bob', gen_random_uuid(), 'bob-1', 'never_v1', 'failing', 'no',"
                + " timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, " + RefusedTable.MOST
                + ") n");
        line.take(bob.upload(bob.unknown(1, "never_v1")));

        assertThat(server.database.rows(
                        "select count(*), min(refused_at) from synchrotron.refused_records where user_id = 'bob'"))
                .singleElement()
                .asString()
                .startsWith("(" + RefusedTable.MOST + ",\"2026-01-01 00:00:02");
    }

    @Test
    void stopNobodyIfTheyCannotBeKept() {
        server.database.administer("drop table synchrotron.refused_records");
        LogEntry good = bob.at(2, new Create.Args("b", "p", 1));

        var answers = line.take(bob.upload(bob.unknown(1, "never_v1")));
        assertThat(UploadLine.refusal(answers.get(0)).text()).isEqualTo("unknown-action");
        assertThat(line.take(bob.upload(good))).hasOnlyElementsOfType(Accepted.class);
    }
}
