package org.synchrotron.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.clock.HybridTimestamp;

class CorrectionArgsTest {

    private static final ActionId ONE = ActionId.of(new UUID(1, 1));
    private static final ActionId TWO = ActionId.of(new UUID(2, 2));
    private static final ClientId PHONE = new ClientId("phone");

    private static ActionRecord record(String tag, ClientId client, JsonObject args) {
        return new ActionRecord(
                ActionId.of(new UUID(3, 3)),
                tag,
                new UserId("ann"),
                client,
                new HybridTimestamp(5, 1),
                args,
                Instant.EPOCH);
    }

    @Test
    void comeBackFromTheLogAsTheyWent() {
        CorrectionArgs args = new CorrectionArgs(
                List.of(ONE, TWO),
                Long.MAX_VALUE,
                Map.of(ONE, Outcome.ADAPTED, TWO, Outcome.rejected("gone", "Gone.")));

        JsonObject json = args.json(77);

        assertThat(json.getInt("timestamp")).isEqualTo(77);
        assertThat(CorrectionArgs.of(record(SystemTags.CORRECTION, ClientId.SERVER, json)))
                .isEqualTo(args);
    }

    @Test
    void aClientDecidesNoOutcomes() {
        CorrectionArgs without = new CorrectionArgs(List.of(ONE), 0, Map.of());
        JsonObject json = without.json(77);
        assertThat(json).doesNotContainKey(SystemTags.OUTCOMES);
        assertThat(CorrectionArgs.of(record(SystemTags.CORRECTION, PHONE, json)))
                .isEqualTo(without);

        JsonObject deciding = new CorrectionArgs(List.of(ONE), 0, Map.of(ONE, Outcome.APPLIED)).json(77);
        assertThat(CorrectedOutcomes.of(record(SystemTags.CORRECTION, PHONE, deciding)))
                .isEmpty();
        assertThat(CorrectedOutcomes.of(record("pay_v1", ClientId.SERVER, deciding)))
                .isEmpty();
    }

    static Stream<JsonObject> malformed() {
        return Stream.of(
                with(SystemTags.CORRECTED, JsonValue.NULL),
                with(SystemTags.CORRECTED, Json.createArrayBuilder().add(1).build()),
                with(SystemTags.BASIS, Json.createValue("1")),
                with(SystemTags.BASIS, Json.createValue(-1)),
                with(SystemTags.BASIS, Json.createValue(new BigDecimal("1.5"))),
                with(SystemTags.BASIS, Json.createValue(new BigDecimal("9223372036854775808"))));
    }

    private static JsonObject with(String name, JsonValue value) {
        JsonObjectBuilder args = Json.createObjectBuilder(new CorrectionArgs(List.of(ONE), 1, Map.of()).json(77));
        return args.add(name, value).build();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsMalformedIsRefused(JsonObject args) {
        ActionRecord correction = record(SystemTags.CORRECTION, PHONE, args);
        assertThatThrownBy(() -> CorrectionArgs.of(correction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" is not a");
    }

    @Test
    void onlyActionsAreBaseRecords() {
        JsonObject args = new CorrectionArgs(List.of(ONE), 1, Map.of()).json(77);
        assertThat(record("pay_v1", PHONE, args).isBase()).isTrue();
        assertThat(record(SystemTags.CORRECTION, PHONE, args).isBase()).isFalse();
        assertThat(record(SystemTags.ROLLBACK, PHONE, args).isBase()).isFalse();
    }
}
