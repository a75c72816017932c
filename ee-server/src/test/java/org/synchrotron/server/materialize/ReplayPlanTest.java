package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.Footprint;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.server.kit.TestServer;

/** Records are named by their time and footprint: {@code 3ab} is third and has a footprint of the rows a and b. */
@DisplayName("A replay")
class ReplayPlanTest {

    private static ReplayStep step(String name) {
        ActionRecord record = new ActionRecord(
                ActionId.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                "any_v1",
                new UserId("ann"),
                new ClientId("ann-1"),
                new HybridTimestamp(Character.digit(name.charAt(0), 10), 1),
                Json.createObjectBuilder().add("timestamp", 1).add("name", name).build(),
                Instant.EPOCH);
        return new ReplayStep(record, TestServer.grantee("ann"), List.of());
    }

    private static String name(ActionRecord record) {
        return record.args().getString("name");
    }

    private static RunFootprint footprint(ReplayStep step) {
        String rows = name(step.record()).substring(1);
        Footprint.Rows named = rows.equals("*")
                ? new Footprint.AllRows()
                : new Footprint.NamedRows(rows.chars()
                        .mapToObj(row -> new RowRef("items", Character.toString(row)))
                        .collect(Collectors.toSet()));
        return new RunFootprint(Set.of("p"), Set.of("p"), Set.of(), named);
    }

    private static List<String> runs(String suffix, String fresh) {
        ReplayPlan plan = ReplayPlan.of(steps(suffix), Set.of(), steps(fresh), ReplayPlanTest::footprint);
        List<ActionId> again = plan.run().stream()
                .map(step -> step.record().id())
                .filter(id -> steps(suffix).stream()
                        .anyMatch(step -> step.record().id().equals(id)))
                .toList();
        assertThat(plan.undo()).as("what is undone runs again").isEqualTo(again);
        return plan.run().stream().map(step -> name(step.record())).toList();
    }

    private static List<ReplayStep> steps(String names) {
        return Arrays.stream(names.split(" ")).map(ReplayPlanTest::step).toList();
    }

    @Test
    void doesNotRunUnaffectedRecords() {
        assertThat(runs("2b 3a 4c", "1a")).containsExactly("1a", "3a");
    }

    @Test
    void followsFootprintsFromRowToRow() {
        assertThat(runs("2c 3ab 4bc 5c 6d", "1a")).containsExactly("1a", "3ab", "4bc", "5c");
    }

    @Test
    void countsANewRecordFromItsPlaceOn() {
        assertThat(runs("2a 3b 5a", "1b 4a")).containsExactly("1b", "3b", "4a", "5a");
    }

    @Test
    void runsEverythingAfterARecordOfUnknownFootprint() {
        assertThat(runs("2b 4b 5c", "1a 3*")).containsExactly("1a", "3*", "4b", "5c");
        assertThat(runs("2b 3* 4b", "1a")).containsExactly("1a", "3*", "4b");
    }
}
