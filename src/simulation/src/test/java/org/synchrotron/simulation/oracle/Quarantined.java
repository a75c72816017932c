package org.synchrotron.simulation.oracle;

import jakarta.json.JsonObject;

/**
 * A record that a client has quarantined.
 *
 * @param refused which record was not taken: this one, or the earlier one because of which this one had to go, too
 * @param code why, for programs
 * @param message why, for people
 */
public record Quarantined(Entry entry, String refused, String code, String message) {

    static Quarantined of(Entry entry, JsonObject why) {
        return new Quarantined(entry, why.getString("refused"), why.getString("code"), why.getString("message"));
    }

    /** {@return whether it was this very record that was not taken} */
    public boolean isRefused() {
        return refused.equals(entry.id());
    }
}
