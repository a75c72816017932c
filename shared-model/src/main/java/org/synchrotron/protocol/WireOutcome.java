package org.synchrotron.protocol;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/** The JSON form of a record's outcome in the answer to an upload. Immutable. */
public record WireOutcome(
        String id,
        String outcome,
        @Nullable String code,
        @Nullable String message) {

    static WireOutcome of(ActionId id, Outcome outcome) {
        Outcome.Rejection reason = outcome.reason();
        return new WireOutcome(
                id.value(),
                outcome.kind().text(),
                reason == null ? null : reason.code(),
                reason == null ? null : reason.message());
    }
}
