package org.synchrotron.simulation.oracle;

import jakarta.json.JsonObject;

/**
 * A record that a client has quarantined.
 *
 * @param refused the id of the refused record: this one, or the earlier one on which this one builds
 * @param code the reason, for programs
 * @param message the reason, for people
 */
public record QuarantinedEntry(Entry entry, String refused, String code, String message) {

    static QuarantinedEntry of(Entry entry, JsonObject reason) {
        return new QuarantinedEntry(
                entry, reason.getString("refused"), reason.getString("code"), reason.getString("message"));
    }

    /** {@return whether this record itself was refused} */
    public boolean isRefused() {
        return refused.equals(entry.id());
    }
}
