package org.synchrotron.log;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;

/** Converts the outcomes that a re-run changed to and from the args of a server correction. */
public final class CorrectedOutcomes {

    private static final String KIND = "outcome";
    private static final String CODE = "code";
    private static final String MESSAGE = "message";

    private CorrectedOutcomes() {}

    /** {@return the value of {@link SystemTags#OUTCOMES}} */
    public static JsonObject json(Map<ActionId, Outcome> outcomes) {
        JsonObjectBuilder all = JsonText.object();
        outcomes.forEach((id, outcome) -> all.add(id.value(), json(outcome)));
        return all.build();
    }

    private static JsonObjectBuilder json(Outcome outcome) {
        JsonObjectBuilder one = JsonText.object().add(KIND, outcome.kind().text());
        Outcome.Rejection reason = outcome.reason();
        return reason == null ? one : one.add(CODE, reason.code()).add(MESSAGE, reason.message());
    }

    /** {@return the outcomes that the record changes, by record id; empty unless it is a correction of the server} */
    public static Map<ActionId, Outcome> of(ActionRecord record) {
        boolean decides = record.isCorrection() && record.client().equals(ClientId.SERVER);
        return decides ? in(record.args()) : Map.of();
    }

    /** {@return the outcomes in the args of a correction of the server, by record id} */
    static Map<ActionId, Outcome> in(JsonObject args) {
        JsonValue outcomes = args.get(SystemTags.OUTCOMES);
        Map<ActionId, Outcome> decided = new HashMap<>();
        if (outcomes instanceof JsonObject byId) {
            byId.forEach((id, outcome) -> decided.put(new ActionId(id), outcome(outcome.asJsonObject())));
        }
        return decided;
    }

    private static Outcome outcome(JsonObject outcome) {
        return Outcome.of(outcome.getString(KIND), outcome.getString(CODE, null), outcome.getString(MESSAGE, null));
    }
}
