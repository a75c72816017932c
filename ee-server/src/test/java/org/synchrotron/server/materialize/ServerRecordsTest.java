package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.SystemTags;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.kit.AudienceActions.Put;
import org.synchrotron.server.kit.AudienceActions.Raise;
import org.synchrotron.server.kit.AudienceActions.RaiseRow;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.FloorTable;

@DisplayName("Records of the server's own")
@Timeout(120)
class ServerRecordsTest extends ServerTest {

    private static final String NOTES =
            "create table notes (id text primary key, audience_key text not null, x integer); insert into notes values ";

    @BeforeEach
    void thereIsAnItem() {
        ann.sync(ann.at(20, new Put.Args("a", "p", 1)));
        bob.receive();
    }

    private void fill(String statement) {
        ann.sync(ann.at(30, new Add.Args("a", 0)));
        bob.receive();
        server.database.administer("alter table items add column if not exists note text;"
                + " select synchrotron.begin_migration('a test'); " + statement
                + "; select synchrotron.end_migration()");
        server.database.administer("select synchrotron.refresh_tracking()");
    }

    private static List<String> tags(List<LogEntry> entries) {
        return entries.stream().map(each -> each.record().tag()).toList();
    }

    @Test
    void ofAMigrationAreDelivered() {
        fill("update items set note = 'filled'");

        List<LogEntry> entries = bob.receive();
        assertThat(tags(entries)).containsExactly(SystemTags.MIGRATION);
        assertThat(entries.get(0).effects().get(0).forward().getString("note")).isEqualTo("filled");
    }

    @Test
    void ofAMigrationSurviveALateRecord() {
        fill("update items set note = 'filled'");

        assertThat(bob.sync(bob.at(25, new Raise.Args("p", 100)))).isInstanceOf(Accepted.class);
        assertThat(bob.sync(bob.at(21, new Add.Args("a", 1000)))).isInstanceOf(Accepted.class);
        assertThat(values("x, note")).containsExactly("(2102,filled)");
    }

    /** PostgreSQL takes a UUID in several spellings, so rows are named by the plain one. */
    @Test
    void ofAMigrationNameTheirRowsAsActionsDo() {
        String id = "0B11D8E2-7C51-4B8E-9D0A-5F0B7C1A2E3F";
        ann.sync(ann.at(20, new Put.Args(id, "p", 1)));
        fill("update items set x = 7 where id = '" + id + "'");

        assertThat(bob.sync(bob.at(25, new RaiseRow.Args(id, "p", 100)))).isInstanceOf(Accepted.class);
        assertThat(values("id, x")).contains("(" + id + ",7)");
    }

    @Test
    void ofAMigrationPassOverARowThatALateRecordDeletes() {
        ann.sync(ann.at(29, new Put.Args("b", "p", 1)));
        fill("update items set note = 'filled'");

        assertThat(bob.sync(bob.at(25, new Drop.Args("a")))).isInstanceOf(Accepted.class);
        assertThat(values("id, note")).containsExactly("(b,filled)");
    }

    @Test
    void ofAMigrationComeBeforeWhatIsDoneLater() {
        fill("update items set x = 500");

        ann.sync(ann.at(40, new Add.Args("a", 1)));
        assertThat(bob.sync(bob.at(25, new Raise.Args("p", 100)))).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(501)");
    }

    @Test
    void ofAnAdoptionAreDeliveredToAClientWithACursorAndRows() {
        server.database.administer(NOTES + "('n', 'p', 1), ('m', 'u:ann', 2); select synchrotron.adopt('notes')");

        ReadRows rows = server.rows(
                "bob",
                Positions.of("bob-1", bob.basis, new HybridTimestamp(1_700_000_000_000L, 5), false, RowScope.NONE),
                DeliveryLimits.DEFAULT);
        assertThat(rows.present("notes")).containsOnlyKeys("n");
        List<LogEntry> records = bob.receive();
        assertThat(tags(records)).containsExactly(SystemTags.ADOPTION);
        assertThat(server.database.<Optional<Long>>transaction(
                        sql -> RoleScope.asEngine(sql, () -> new FloorTable(sql).start())))
                .as("the clock of the first action")
                .contains(TestServer.NOW + 20);
        assertThat(records.get(0).effects()).hasSize(1);
        assertThat(records.get(0).record().clock()).isEqualTo(new HybridTimestamp(0, 1));
    }

    @Test
    void ofAnAdoptionComeBeforeLateRecords() {
        server.database.administer(
                "alter table items rename to gone; create table items (like gone including all); insert into items (id,"
                        + " audience_key, x) values ('old', 'p', 7); select synchrotron.adopt('items')");
        ann.sync(ann.at(40, new Add.Args("old", 1)));

        assertThat(bob.sync(bob.at(-1_000_000, new Raise.Args("p", 100)))).isInstanceOf(Accepted.class);
        assertThat(values("id, x")).containsExactly("(a,1)", "(old,115)");
    }
}
