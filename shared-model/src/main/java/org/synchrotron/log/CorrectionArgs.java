package org.synchrotron.log;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a correction says of itself in its args.
 *
 * @param corrected the records that did otherwise than the log says
 * @param basis the ingest id up to which its author had seen the log
 * @param outcomes what became of records whose outcome a re-run on the server has changed; empty for a client's correction
 */
public record CorrectionArgs(List<ActionId> corrected, long basis, Map<ActionId, Outcome> outcomes) {

    public CorrectionArgs {
        corrected = List.copyOf(corrected);
        outcomes = Map.copyOf(outcomes);
    }

    /** {@return those of a client's correction} */
    public static CorrectionArgs ofClient(Collection<ActionId> corrected, long basis) {
        return new CorrectionArgs(List.copyOf(corrected), basis, Map.of());
    }

    /**
     * {@return what the correction says}
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    public static CorrectionArgs of(ActionRecord correction) {
        JsonValue ids = correction.args().get(SystemTags.CORRECTED);
        JsonValue basis = correction.args().get(SystemTags.BASIS);
        if (!(ids instanceof JsonArray array) || array.stream().anyMatch(id -> !(id instanceof JsonString))) {
            throw new IllegalArgumentException(SystemTags.CORRECTED + " is no list of record ids");
        }
        if (!(basis instanceof JsonNumber number) || !isIngestId(number)) {
            throw new IllegalArgumentException(SystemTags.BASIS + " is no ingest id");
        }
        List<ActionId> corrected = array.getValuesAs(JsonString.class).stream()
                .map(id -> new ActionId(id.getString()))
                .toList();
        return new CorrectionArgs(corrected, number.longValue(), CorrectedOutcomes.of(correction));
    }

    private static boolean isIngestId(JsonNumber number) {
        return number.isIntegral() && number.bigIntegerValue().bitLength() < Long.SIZE && number.longValue() >= 0;
    }

    /**
     * {@return them as the log keeps them}
     *
     * @param timestampMs the wall time at which the correction is made, in milliseconds
     */
    public JsonObject json(long timestampMs) {
        JsonArrayBuilder ids = JsonText.array();
        corrected.forEach(id -> ids.add(id.value()));
        JsonObjectBuilder args = JsonText.object()
                .add(SystemTags.TIMESTAMP, timestampMs)
                .add(SystemTags.CORRECTED, ids)
                .add(SystemTags.BASIS, basis);
        if (!outcomes.isEmpty()) {
            args.add(SystemTags.OUTCOMES, CorrectedOutcomes.json(outcomes));
        }
        return args.build();
    }
}
