package org.synchrotron.log;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The args of a correction. Immutable.
 *
 * @param corrected the records whose run differs from their known effects in the log
 * @param basis the ingest id up to which its author had seen the log
 * @param outcomes the new outcomes of records whose outcome a re-run on the server changed
 */
public record CorrectionArgs(List<ActionId> corrected, long basis, Map<ActionId, Outcome> outcomes) {

    public CorrectionArgs {
        corrected = List.copyOf(corrected);
        outcomes = Map.copyOf(outcomes);
    }

    /**
     * {@return the args of the correction, parsed}
     *
     * @throws IllegalArgumentException if they are malformed; the message says what is wrong
     */
    public static CorrectionArgs of(ActionRecord correction) {
        return of(correction.args(), CorrectedOutcomes.of(correction));
    }

    /** {@return what is wrong with args that should be a correction's, as a clause; null if nothing is} */
    static @Nullable String flaw(JsonObject args) {
        try {
            of(args, CorrectedOutcomes.in(args));
            return null;
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return "they are not those of a correction";
        }
    }

    private static CorrectionArgs of(JsonObject args, Map<ActionId, Outcome> outcomes) {
        JsonValue ids = args.get(SystemTags.CORRECTED);
        JsonValue basis = args.get(SystemTags.BASIS);
        if (!(ids instanceof JsonArray array) || array.stream().anyMatch(id -> !(id instanceof JsonString))) {
            throw new IllegalArgumentException(SystemTags.CORRECTED + " is not a list of record ids");
        }
        if (!(basis instanceof JsonNumber number) || !isIngestId(number)) {
            throw new IllegalArgumentException(SystemTags.BASIS + " is not an ingest id");
        }
        List<ActionId> corrected = array.getValuesAs(JsonString.class).stream()
                .map(id -> new ActionId(id.getString()))
                .toList();
        return new CorrectionArgs(corrected, number.longValue(), outcomes);
    }

    private static boolean isIngestId(JsonNumber number) {
        return number.isIntegral() && number.bigIntegerValue().bitLength() < Long.SIZE && number.longValue() >= 0;
    }

    /**
     * {@return the args as the log stores them}
     *
     * @param timestampMs the wall time at which the correction is made, in milliseconds since 1970-01-01T00:00:00Z
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
