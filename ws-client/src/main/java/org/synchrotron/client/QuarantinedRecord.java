package org.synchrotron.client;

import java.time.Instant;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * A record that the server does not take, or that builds on such a one. It is kept in the file, but what it did is taken out of the
 * tables and it is not uploaded, until the program says {@link SynchrotronClient#retry} or {@link SynchrotronClient#discard}.
 *
 * @param record its id, action, arguments and time of creation
 * @param code why, for programs: the server's, such as {@code access-denied}, or {@code too-large}
 * @param message why, for people
 * @param refused which record the server refused: this one, or the earlier one because of whose rows this one had to go too
 * @param quarantinedAt when, by this device's clock
 */
public record QuarantinedRecord(
        ActionRecord record, String code, String message, ActionId refused, Instant quarantinedAt) {

    public ActionId id() {
        return record.id();
    }

    /** {@return whether the server refused this very record} */
    public boolean isRefused() {
        return refused.equals(id());
    }
}
