package org.synchrotron.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

@DisplayName("A receipt")
class ReceiptTest {

    private final LogEntry accepted = MessageCodecTest.entry(Outcome.APPLIED);
    private final ActionRecord record = accepted.record();
    private final Receipt receipt = Receipt.of(accepted);

    @Test
    void isForTheRecordThatWasAccepted() {
        assertThat(receipt.isFor(record, accepted.effects())).isTrue();
        assertThat(receipt.acceptance()).isEqualTo(accepted.acceptance());
    }

    @Test
    void isNotForOneWithAnotherClockOrOtherArguments() {
        ActionRecord restamped = record.stamped(
                record.client(), new HybridTimestamp(record.clock().timeMs() + 1, 5));
        ActionRecord counted = record.stamped(
                record.client(), new HybridTimestamp(record.clock().timeMs(), 6));
        JsonObject other = Json.createObjectBuilder(record.args()).add("n", 1).build();

        assertThat(receipt.isFor(restamped, accepted.effects())).isFalse();
        assertThat(receipt.isFor(counted, accepted.effects())).isFalse();
        assertThat(receipt.isFor(record.with(other), accepted.effects())).isFalse();
    }

    @Test
    void isNotForOneWithOtherEffects() {
        RowChange more = new RowChange.Inserted(
                new RowRef("todos", "r2"),
                "project:7",
                Json.createObjectBuilder().build());

        assertThat(receipt.isFor(record, List.of(more))).isFalse();
        assertThat(receipt.isFor(record, List.of())).isFalse();
    }

    @Test
    void doesNotDependOnHowNumbersAreWritten() {
        assertThat(receipt(new BigDecimal("1E2")).check())
                .isEqualTo(receipt(new BigDecimal("100")).check());
        assertThat(receipt(new BigDecimal("1.0")).check())
                .isNotEqualTo(receipt(new BigDecimal("1.00")).check());
    }

    private Receipt receipt(BigDecimal number) {
        JsonObject args =
                Json.createObjectBuilder(record.args()).add("n", number).build();
        ActionRecord same = new ActionRecord(
                record.id(), record.tag(), record.author(), record.client(), record.clock(), args, Instant.EPOCH);
        return Receipt.of(new LogEntry(same, accepted.acceptance(), accepted.effects()));
    }
}
