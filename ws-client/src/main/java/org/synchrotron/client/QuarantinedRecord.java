package org.synchrotron.client;

import java.time.Instant;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * A pending record that the server refused, or that builds on a refused one. It stays in the file, but its changes are undone and it is
 * not uploaded, until the program calls {@link SynchrotronClient#retry}, {@link
 * SynchrotronClient#editAndRetry} or {@link SynchrotronClient#discard}. Immutable.
 *
 * @param record its id, action, arguments and time of creation
 * @param code the reason, for programs: a code of the server, such as {@code access-denied}, or {@code too-large}
 * @param message the reason, for people
 * @param refused the record that the server refused: this one, or an earlier one on whose rows this one builds
 * @param quarantinedAt when it was quarantined, by this device's clock
 */
public record QuarantinedRecord(
        ActionRecord record, String code, String message, ActionId refused, Instant quarantinedAt) {

    public ActionId id() {
        return record.id();
    }

    /** {@return whether the server refused this record itself} */
    public boolean isRefused() {
        return refused.equals(id());
    }
}
