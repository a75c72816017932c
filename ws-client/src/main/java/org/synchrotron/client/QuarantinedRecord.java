package org.synchrotron.client;

import java.time.Instant;
import java.util.Optional;
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
 * @param buildsOn the record with which it waits, and why; empty if the server refused this one
 */
public record QuarantinedRecord(
        ActionRecord record,
        String code,
        String message,
        ActionId refused,
        Instant quarantinedAt,
        Optional<BuildsOn> buildsOn) {

    public ActionId id() {
        return record.id();
    }

    /** {@return whether the server refused this record itself} */
    public boolean isRefused() {
        return refused.equals(id());
    }

    /** {@return the same record with what it builds on} For the client's own packages. */
    public QuarantinedRecord with(Optional<BuildsOn> earlier) {
        return new QuarantinedRecord(record, code, message, refused, quarantinedAt, earlier);
    }

    /** {@return what happened to it and why, in a sentence or two for people} */
    public String sentence() {
        if (isRefused()) {
            return record.tag() + " was not taken: " + message;
        }
        boolean direct =
                buildsOn.filter(earlier -> earlier.record().equals(refused)).isPresent();
        return record.tag() + " waits with "
                + buildsOn.map(earlier -> earlier.tag() + ", " + earlier.reason())
                        .orElse("record " + refused)
                + (direct ? ". That was not taken: " : ". The record that began this was not taken: ")
                + message;
    }
}
