package org.synchrotron.server.materialize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.kit.AudienceActions.Put;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.FailureKind;
import org.synchrotron.server.runtime.RunWatch;

/** Ann has put the item a, added to it, and painted it with an action that the server lacks. */
@DisplayName("While the log stays and the schema changes")
@Timeout(120)
class SchemaChangesTest {

    private final List<RunPrevented> alarms = new ArrayList<>();
    private final TestServer server = new TestServer(
            TestServer.retired("paint_v1"), null, RunLimits.of(RunWatch.NONE, 0, () -> 0, new RunListener() {
                @Override
                public void tooSlow(ActionTooSlow tooSlow) {}

                @Override
                public void prevented(RunPrevented prevented) {
                    alarms.add(prevented);
                }
            }));
    private final Replica ann = new Replica(server, "ann", "ann-1");
    private final Replica bob = new Replica(server, "bob", "bob-1");

    @BeforeEach
    void thereIsAnItem() {
        ann.sync(ann.at(0, new Put.Args("a", "p", 1)), ann.at(20, new Add.Args("a", 10)));
        paint(30, "t", Json.createValue("red"));
    }

    @AfterEach
    void theLogIsTrue() {
        try {
            assertThat(server.missingChanges()).isEmpty();
        } finally {
            server.close();
        }
    }

    private void migrate(String... statements) {
        for (String each : statements) {
            server.database.administer(each);
        }
        server.database.administer("select synchrotron.refresh_tracking()");
    }

    private LogEntry painted(long at, String column, JsonValue value) {
        return ann.unknown(
                at,
                "paint_v1",
                new RowChange.Updated(
                        new RowRef("items", "a"),
                        "p",
                        Json.createObjectBuilder().add(column, value).build(),
                        Json.createObjectBuilder().addNull(column).build()));
    }

    private Outcome paint(long at, String column, JsonValue value) {
        LogEntry paint = painted(at, column, value);
        Accepted answer = (Accepted) ann.sync(paint);
        return requireNonNull(answer.outcomes().get(paint.record().id()), "no outcome");
    }

    private List<String> outcomes() {
        return server.database.rows("select distinct outcome from synchrotron.action_records order by 1");
    }

    private List<String> items(String columns) {
        return server.database.rows("select " + columns + " from items");
    }

    /** What a new device gets, as rows and as records. */
    private void everythingIsDelivered(String part) {
        ReadRows rows = server.rows("bob", Positions.of("bob-9", 0, null, false, RowScope.ALL), DeliveryLimits.DEFAULT);
        assertThat(rows.present("items").get("a")).contains(part);
        assertThat(new Replica(server, "bob", "bob-8").receive()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aDroppedColumnTurnsNoOutcome() {
        migrate("alter table items drop column t, drop column due");

        assertThat(bob.sync(bob.at(10, new Add.Args("a", 100)))).isInstanceOf(Accepted.class);
        assertThat(bob.sync(bob.at(-10, new Put.Args("b", "p", 1)))).isInstanceOf(Accepted.class);
        assertThat(paint(40, "t", Json.createValue("blue"))).isEqualTo(Outcome.ADAPTED);
        assertThat(items("id, x")).containsExactlyInAnyOrder("(a,111)", "(b,1)");
        assertThat(outcomes()).doesNotContain("(rejected)");
        assertThat(alarms).isEmpty();
        everythingIsDelivered("111");
    }

    @Test
    void aRenamedColumnKeepsItsValuesAndIsKnownByItsFormerName() {
        migrate("alter table items rename t to label");

        assertThat(bob.sync(bob.at(10, new Add.Args("a", 100)))).isInstanceOf(Accepted.class);
        assertThat(items("x, label")).containsExactly("(111,red)");
        assertThat(paint(40, "t", Json.createValue("blue"))).isEqualTo(Outcome.ADAPTED);
        assertThat(bob.sync(bob.at(11, new Add.Args("a", 1000)))).isInstanceOf(Accepted.class);
        assertThat(items("x, label")).containsExactly("(1111,blue)");
        assertThat(outcomes()).doesNotContain("(rejected)");
        everythingIsDelivered("blue");
    }

    @Test
    void aDroppedTableStopsNobody() {
        JsonObject badge =
                Json.createObjectBuilder().add("id", "n").add("name", "gold").build();
        RowRef row = new RowRef("badges", "n");
        ann.sync(ann.unknown(25, "paint_v1", new RowChange.Inserted(row, "p", badge)));
        migrate("drop table badges");

        assertThat(bob.sync(bob.at(10, new Add.Args("a", 100)))).isInstanceOf(Accepted.class);
        LogEntry behindHead = bob.unknown(50, "paint_v1", new RowChange.Deleted(row, "p", badge));
        assertThat(bob.sync(behindHead)).isInstanceOf(Accepted.class);
        assertThat(items("id, x")).containsExactly("(a,111)");
        assertThat(outcomes()).doesNotContain("(rejected)");
        everythingIsDelivered("111");
    }

    @Test
    void aNewActionThatNamesAColumnThatIsGoneWaits() {
        migrate("alter table items drop column t");
        LogEntry label = ann.at(40, new Label.Args("a", "x"));

        assertThatThrownBy(() -> ann.sync(label)).isInstanceOf(RunPrevented.class);
        assertThat(alarms).singleElement().satisfies(alarm -> {
            assertThat(alarm.record()).isEqualTo(label.record().id());
            assertThat(alarm.state()).isEqualTo("42703");
        });
        assertThat(bob.sync(bob.at(41, new Put.Args("b", "p", 1)))).isInstanceOf(Accepted.class);

        migrate("alter table items add column t text");
        assertThat(ann.sync(label)).isInstanceOf(Accepted.class);
        assertThat(items("id, t")).containsExactlyInAnyOrder("(a,x)", "(b,)");
    }

    @Test
    void anOldActionThatNamesAColumnThatIsGoneIsNoVerdict() {
        LogEntry label = ann.at(25, new Label.Args("a", "labelled"));
        ann.sync(label);
        migrate("alter table items drop column t");
        LogEntry late = bob.at(10, new Add.Args("a", 100));

        assertThatThrownBy(() -> bob.sync(late)).isInstanceOf(RunPrevented.class);
        assertThat(alarms)
                .singleElement()
                .satisfies(alarm ->
                        assertThat(alarm.record()).isEqualTo(label.record().id()));
        assertThat(outcomes()).doesNotContain("(rejected)");
        assertThat(ann.sync(ann.at(50, new Add.Args("a", 1))))
                .as("others go on")
                .isInstanceOf(Accepted.class);

        migrate("alter table items add column t text");
        assertThat(bob.sync(late)).isInstanceOf(Accepted.class);
        assertThat(items("x, t")).containsExactly("(112,labelled)");
    }

    @Test
    void valuesAreReadThroughANewType() {
        migrate("alter table items alter column x type numeric");

        assertThat(bob.sync(bob.at(10, new Add.Args("a", 100)))).isInstanceOf(Accepted.class);
        assertThat(items("x")).containsExactly("(111)");
    }

    @Test
    void aLoggedValueThatDoesNotFitAnyMoreIsNoVerdict() {
        migrate("alter table items alter column t type integer using 7");
        LogEntry late = bob.at(10, new Add.Args("a", 100));

        assertThatThrownBy(() -> bob.sync(late)).isInstanceOf(RunPrevented.class);
        assertThatThrownBy(() -> paint(40, "t", Json.createValue("green"))).isInstanceOf(RunPrevented.class);
        assertThat(alarms).isNotEmpty().allMatch(alarm -> alarm.kind() == FailureKind.MISSING);
        assertThat(outcomes()).doesNotContain("(rejected)");

        migrate("alter table items alter column t type text");
        assertThat(bob.sync(late)).isInstanceOf(Accepted.class);
        assertThat(items("x, t")).containsExactly("(111,red)");
    }

    @Test
    void aStoredValueThatCannotBePutBackIsNoVerdict() {
        paint(35, "due", Json.createValue("2024-01-31T10:20:30Z"));
        migrate("alter table items alter column due type text", "alter table items alter column due set not null");
        LogEntry late = bob.at(10, new Add.Args("a", 100));

        assertThatThrownBy(() -> bob.sync(late)).isInstanceOf(RunPrevented.class);
        assertThat(alarms).isNotEmpty().allMatch(alarm -> alarm.kind() == FailureKind.MISSING);
        migrate("alter table items alter column due drop not null");
        assertThat(bob.sync(late)).isInstanceOf(Accepted.class);
    }
}
