package org.synchrotron.client.receive;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.SystemTags;

/** The outcomes that a server's correction says a re-run has changed. */
final class CorrectedOutcomes {

    private CorrectedOutcomes() {}

    static Map<ActionId, Outcome> of(ActionRecord record) {
        boolean decides = record.isCorrection() && record.client().equals(ClientId.SERVER);
        JsonValue outcomes = decides ? record.args().get(SystemTags.OUTCOMES) : null;
        Map<ActionId, Outcome> decided = new HashMap<>();
        if (outcomes instanceof JsonObject byId) {
            byId.forEach((id, outcome) -> decided.put(new ActionId(id), outcome(outcome.asJsonObject())));
        }
        return decided;
    }

    private static Outcome outcome(JsonObject outcome) {
        Outcome.Kind kind = Outcome.Kind.of(outcome.getString("outcome"));
        return kind == Outcome.Kind.REJECTED
                ? Outcome.rejected(outcome.getString("code"), outcome.getString("message"))
                : new Outcome(kind, null);
    }
}
